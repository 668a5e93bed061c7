import Foundation
import Jobs
import Store
import Testing

/// `queues/` describes each message for those who do not read Swift; these tests hold the two together.
@Suite("Jobs: messages and their schemas")
struct MessageSchemaTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("queues")

    /// One envelope of every kind, as it is sent.
    private static func samples() throws -> [String: [String: Any]] {
        func encode<Payload: MessagePayload>(_ payload: Payload, _ subject: String) throws -> (String, [String: Any]) {
            let message = Envelope(
                job: .version7(), lane: .urgent, subject: Subject(kind: subject, id: UUID.version7().text),
                causation: .version7(), traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                payload: payload)
            let json = try JSONSerialization.jsonObject(with: JSONEncoder().encode(message))
            return (Payload.kind, try #require(json as? [String: Any]))
        }
        let id = UUID.version7()
        return Dictionary(
            uniqueKeysWithValues: [
                try encode(ImportChunk(importID: id, ordinal: 3), "import"),
                try encode(ImportClose(importID: id), "import"),
                try encode(FilterRun(analysisID: id), "analysis"),
                try encode(RoundEnd(roundID: id, revision: 2), "round"), try encode(ReportRender(roundID: id), "round"),
            ])
    }

    private static func schema(_ kind: String) throws -> [String: Any] {
        let file = try Data(contentsOf: folder.appendingPathComponent("\(kind).schema.json"))
        return try #require(try JSONSerialization.jsonObject(with: file) as? [String: Any])
    }

    @Test("Every kind of message has a schema, and every schema a kind")
    func completeness() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".schema.json") }.map { String($0.dropLast(".schema.json".count)) }
        #expect(Set(files) == Set(Messages.all.map { $0.kind }))
        #expect(Set(try Self.samples().keys) == Set(files))
    }

    @Test("What is sent fits its schema")
    func fits() throws {
        for (kind, message) in try Self.samples() {
            #expect(Violations.of(message, against: try Self.schema(kind), at: kind) == [])
        }
    }

    @Test("A member too many, one too few and one of another type are found")
    func checkFails() throws {
        for (kind, message) in try Self.samples() {
            let schema = try Self.schema(kind)
            var more = message
            more["surplus"] = 1
            #expect(!Violations.of(more, against: schema, at: kind).isEmpty)
            for key in ["id", "job", "kind", "schema", "lane", "subject", "attempt", "payload"] {
                var less = message
                less[key] = nil
                #expect(!Violations.of(less, against: schema, at: kind).isEmpty, "\(kind) without \(key)")
                var other = message
                other[key] = ["not": "this"]
                #expect(!Violations.of(other, against: schema, at: kind).isEmpty, "\(kind) with another \(key)")
            }
        }
    }

    @Test("A message is read back as it was sent, and carries ids in lower case")
    func roundTrip() throws {
        let message = Envelope(
            job: .version7(), lane: .bulk, subject: Subject(kind: "import", id: "1"),
            payload: ImportClose(importID: .version7()))
        let bytes = try JSONEncoder().encode(message)
        let copy = try JSONDecoder().decode(Envelope<ImportClose>.self, from: bytes)
        #expect(copy.id == message.id && copy.payload == message.payload && copy.lane == .bulk && copy.attempt == 0)
        #expect(String(decoding: bytes, as: UTF8.self).contains(message.id.text))
    }
}

/// Checks JSON against the part of JSON Schema (2020-12) that our schemas use.
private enum Violations {
    static func of(_ value: Any, against schema: [String: Any], at path: String) -> [String] {
        var found: [String] = []
        if let constant = schema["const"], !equal(constant, value) { found.append("\(path): not the constant") }
        if let choices = schema["enum"] as? [Any], !choices.contains(where: { equal($0, value) }) {
            found.append("\(path): none of the choices")
        }
        switch schema["type"] as? String {
        case "string":
            guard let text = value as? String else { return found + ["\(path): not a string"] }
            if schema["format"] as? String == "uuid", UUID(uuidString: text) == nil {
                found.append("\(path): not a UUID")
            }
            if let pattern = schema["pattern"] as? String, text.range(of: pattern, options: .regularExpression) == nil {
                found.append("\(path): does not match")
            }
        case "integer":
            guard let number = value as? Int else { return found + ["\(path): not an integer"] }
            if let minimum = schema["minimum"] as? Int, number < minimum { found.append("\(path): too small") }
        case "object":
            guard let object = value as? [String: Any] else { return found + ["\(path): not an object"] }
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            for key in schema["required"] as? [String] ?? [] where object[key] == nil {
                found.append("\(path).\(key): missing")
            }
            for (key, member) in object {
                if let inner = properties[key] {
                    found += of(member, against: inner, at: "\(path).\(key)")
                } else if schema["additionalProperties"] as? Bool == false {
                    found.append("\(path).\(key): not known")
                }
            }
        default: break
        }
        return found
    }

    private static func equal(_ left: Any, _ right: Any) -> Bool {
        if let left = left as? String, let right = right as? String { return left == right }
        if let left = left as? Int, let right = right as? Int { return left == right }
        return false
    }
}
