import Foundation
import Jobs
import Store
import Testing

/// `queues/` describes each message for those who do not read Swift; these tests hold the two together, in both directions.
@Suite("Jobs: schemas and types agree")
struct SchemaAgreementTests {
    private static let samples: [any MessagePayload] = [
        ImportChunk(importID: .version7(), ordinal: 0), ImportClose(importID: .version7()),
        FilterRun(analysisID: .version7()), RoundEnd(roundID: .version7(), revision: 12),
        ReportRender(roundID: .version7()),
    ]

    private static func schema(_ kind: String) throws -> JSONSchema {
        try JSONSchema(contentsOf: JSONSchema.folder.appendingPathComponent("\(kind).schema.json"))
    }

    @Test("Every kind of message has a schema, and every schema a kind")
    func completeness() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: JSONSchema.folder.path)
            .filter { $0.hasSuffix(".schema.json") }.map { String($0.dropLast(".schema.json".count)) }
        #expect(Set(files) == Set(Messages.all.map { $0.kind }))
    }

    @Test("A member too many, one too few and one of another type are found")
    func tampering() throws {
        for type in Messages.all {
            let schema = try Self.schema(type.kind)
            let example = try JSONSerialization.jsonObject(with: schema.example(complete: true)) as? [String: Any]
            let message = try #require(example)
            func isRefused(_ document: [String: Any]) throws -> Bool {
                try !schema.faults(in: JSONSerialization.data(withJSONObject: document)).isEmpty
            }
            #expect(try isRefused(message.merging(["surplus": 1]) { $1 }))
            for key in ["id", "job", "kind", "schema", "lane", "subject", "attempt", "payload"] {
                #expect(try isRefused(message.filter { $0.key != key }), "\(type.kind) without \(key)")
                #expect(
                    try isRefused(message.merging([key: ["not": "this"]]) { $1 }), "\(type.kind) with another \(key)")
            }
        }
    }

    @Test("People are told of every kind of message")
    func readme() throws {
        #expect(Set(Self.samples.map { type(of: $0).kind }) == Set(Messages.all.map { $0.kind }))
        let readme = try String(contentsOf: JSONSchema.folder.appendingPathComponent("README.md"), encoding: .utf8)
        for type in Messages.all {
            #expect(readme.contains("| `\(type.kind)` |"))
            #expect(try Self.schema(type.kind).root["$id"] as? String == "\(type.kind).schema.json")
        }
    }

    @Test("What the program sends is valid by the schema, in every lane", arguments: Lane.allCases)
    func sent(lane: Lane) throws {
        for sample in Self.samples { try checkSent(sample, lane) }
    }

    private func checkSent<Payload: MessagePayload>(_ payload: Payload, _ lane: Lane) throws {
        let schema = try Self.schema(Payload.kind)
        let properties = schema.root["properties"] as? [String: [String: Any]]
        let subject = (properties?["subject"]?["properties"] as? [String: [String: Any]])?["kind"]?["const"] as? String
        let first = Envelope(
            job: .version7(), lane: lane, subject: Subject(kind: try #require(subject), id: "1"), payload: payload)
        let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        let next = Envelope(
            job: first.job, lane: lane, subject: first.subject, causation: first.id, traceparent: trace,
            payload: payload)
        for envelope in [first, next] {
            let document = try JSONEncoder().encode(envelope)
            #expect(try schema.faults(in: document) == [], "\(Payload.kind)")
        }
    }

    @Test("What is valid by the schema is understood, and sent on as it came", arguments: [true, false])
    func received(complete: Bool) throws {
        for type in Messages.all { try checkReceived(type, complete: complete) }
    }

    private func checkReceived<Payload: MessagePayload>(_ type: Payload.Type, complete: Bool) throws {
        let schema = try Self.schema(Payload.kind)
        let example = try schema.example(complete: complete)
        #expect(try schema.faults(in: example) == [])
        let envelope = try JSONDecoder().decode(Envelope<Payload>.self, from: example)
        #expect((envelope.kind, envelope.schema) == (Payload.kind, Payload.schema))
        let again = try JSONSerialization.jsonObject(with: try JSONEncoder().encode(envelope)) as? NSDictionary
        #expect(again == (try JSONSerialization.jsonObject(with: example) as? NSDictionary), "\(Payload.kind)")
    }
}
