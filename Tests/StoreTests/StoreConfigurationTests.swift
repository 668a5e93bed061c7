import Access
import Composition
import Cryptography
import Foundation
import Postgres
import Store
import TestCluster
import Testing

@Suite("Store: configuration documents", .timeLimit(.minutes(2)))
struct StoreConfigurationTests {
    /// The three kinds behave alike.
    enum Kind: CaseIterable {
        case laboratory, annotation, filter

        var table: String {
            switch self {
            case .laboratory: "laboratory_configuration"
            case .annotation: "annotation_configuration"
            case .filter: "filter_configuration"
            }
        }

        func deposit(_ text: String, _ transaction: Transaction) async throws -> DepositOutcome {
            let document = JSONText(text: text)
            return switch self {
            case .laboratory: try await transaction.deposit(laboratoryConfiguration: document)
            case .annotation: try await transaction.deposit(annotationConfiguration: "mine", document)
            case .filter: try await transaction.deposit(filterConfiguration: "mine", document)
            }
        }

        func current(asOf instant: Date? = nil, _ transaction: Transaction) async throws -> ConfigurationRecord? {
            switch self {
            case .laboratory: try await transaction.laboratoryConfigurationRecord(asOf: instant)
            case .annotation: try await transaction.annotationConfiguration(named: "mine", asOf: instant)
            case .filter: try await transaction.filterConfiguration(named: "mine", asOf: instant)
            }
        }

        var chainCondition: String { self == .laboratory ? "true" : "name = 'mine'" }
    }

    @Test(
        "The same content changes nothing, other content is the next version, every instant shows its own",
        arguments: Kind.allCases)
    func versions(kind: Kind) async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let documents = [#"{"number": 1}"#, #"{"number": 2}"#, #"{"number": 1}"#]
                let initial = try await store.read(for: .migration) { try await kind.current($0) }
                var (ids, instants): ([UUID], [Date]) = ([], [])
                for document in documents {
                    let outcome = try await store.transaction(for: .migration) { try await kind.deposit(document, $0) }
                    #expect(outcome == .deposited(outcome.id))
                    let again = try await store.transaction(for: .migration) { try await kind.deposit(document, $0) }
                    #expect(again == .unchanged(outcome.id))
                    ids.append(outcome.id)
                    instants.append(try await cluster.now())
                }
                #expect(Set(ids).count == 3, "content that comes back is a new version, too")
                try await store.read(for: .migration) { transaction in
                    for (index, instant) in instants.enumerated() {
                        let record = try #require(try await kind.current(asOf: instant, transaction))
                        #expect(record.id == ids[index])
                        #expect(record.document.text == documents[index])
                        #expect(record.contentHash == SHA256.hash(Array(documents[index].utf8)))
                        if kind == .filter { #expect(record.version == index + 1) }
                    }
                    #expect(try await kind.current(transaction)?.id == ids[2])
                }
                let chain = try await cluster.chain(kind.table, where: kind.chainCondition)
                #expect(chain.map(\.id) == [initial?.id].compactMap(\.self) + ids)
            }
        }
    }

    @Test("Versions deposited at the same time form one chain", arguments: Kind.allCases)
    func together(kind: Kind) async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let before = try await store.read(for: .migration) { try await kind.current($0) } == nil ? 0 : 1
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 1...10 {
                        group.addTask {
                            _ = try await store.transaction(for: .migration) {
                                try await kind.deposit(#"{"number": \#(number)}"#, $0)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                let chain = try await cluster.chain(kind.table, where: kind.chainCondition)
                #expect(chain.count == before + 10)
            }
        }
    }

    @Test("An annotation release is one object, whoever names it first")
    func release() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .worker) { store in
                let ids = try await withThrowingTaskGroup(of: UUID.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            try await store.transaction(for: .worker(kind: "ingest", for: nil)) {
                                try await $0.annotationRelease(named: "VEP 110", releasedOn: "2026-01-01")
                            }
                        }
                    }
                    return try await group.reduce(into: Set<UUID>()) { $0.insert($1) }
                }
                #expect(ids.count == 1)
            }
        }
    }
}
