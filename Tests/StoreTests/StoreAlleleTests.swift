import Access
import Composition
import Foundation
import Postgres
import Store
import TestCluster
import TestSupport
import Testing

@Suite("Store: alleles", .timeLimit(.minutes(2)))
struct StoreAlleleTests {
    private static let worker = Principal.worker(kind: "ingest", for: nil)

    @Test("Eight imports of half the same alleles at once: each allele once, no deadlock, one id for a key")
    func together() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .worker) { store in
                let shared = (1...1_000).map { AlleleRow.sample(position: $0) }
                let ids = try await withThrowingTaskGroup(of: [(key: String, id: Int64)].self) { group in
                    for importer in 1...8 {
                        group.addTask {
                            let own = (1...1_000).map { AlleleRow.sample(position: importer * 10_000 + $0) }
                            let rows = (shared + own).shuffled()
                            let ids = try await store.transaction(for: Self.worker) { try await $0.upsert(rows) }
                            #expect(ids.count == rows.count)
                            return zip(rows, ids).map { ($0.key, $1) }
                        }
                    }
                    return try await group.reduce(into: [String: Set<Int64>]()) { ids, pairs in
                        for pair in pairs { ids[pair.key, default: []].insert(pair.id) }
                    }
                }
                #expect(ids.count == 9_000)
                #expect(ids.values.allSatisfy { $0.count == 1 }, "a key has one id, whoever asked")
                #expect(Set(ids.values.joined()).count == 9_000, "an id has one key")
                try await cluster.withSuperuser { pool in
                    #expect(try await pool.value(Int64.self, "SELECT count(*) FROM allele") == 9_000)
                    let deadlocks = try await pool.value(
                        Int64.self, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                    #expect(deadlocks == 0, "they wait for each other in the order of the key")
                }
            }
        }
    }

    @Test("Alleles come back as they were first stored, in the order asked for, however often one occurs")
    func content() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .worker) { store in
                var insertion = AlleleRow.sample(position: 7)
                insertion.key = "GRCh37:1:6::" + String(repeating: "ACGT", count: 10_000)
                let long = AlleleRow(
                    assembly: "GRCh37", contig: "X", start: 6, end: 7, key: insertion.key, changeType: "ins",
                    callerType: "snv", from: "", to: String(repeating: "ACGT", count: 10_000), length: 40_000,
                    vcf: (7, "A", "AACGT"))
                let rows = [long, .sample(position: 3), .sample(position: 1), long]
                let ids = try await store.transaction(for: Self.worker) { try await $0.upsert(rows) }
                #expect(ids.count == 4)
                #expect(ids[0] == ids[3])
                // Another file spells the place differently: the allele keeps the first spelling.
                var respelled = long
                respelled.vcf = (6, "CA", "CAACGT")
                #expect(try await store.transaction(for: Self.worker) { try await $0.upsert([respelled]) } == [ids[0]])
                let stored = try await store.read(for: Self.worker) { try await $0.alleles(ids + [-1]) }
                #expect(stored == [ids[0]: long, ids[1]: rows[1], ids[2]: rows[2]])
                #expect(try await store.transaction(for: Self.worker) { try await $0.upsert([]) } == [])
            }
        }
    }

    @Test("The assembly is part of an allele's identity, and 10,000 alleles go in one piece")
    func assemblies() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .worker) { store in
                let older = (1...10_000).map { AlleleRow.sample(position: $0) }
                let newer = older.map { row in
                    AlleleRow(
                        assembly: "GRCh38", contig: row.contig, start: row.start, end: row.end,
                        key: row.key.replacing("GRCh37", with: "GRCh38"), changeType: row.changeType,
                        callerType: row.callerType, from: row.from, to: row.to, length: row.length, vcf: row.vcf)
                }
                let first = try await store.transaction(for: Self.worker) { try await $0.upsert(older) }
                let second = try await store.transaction(for: Self.worker) { try await $0.upsert(newer) }
                #expect(Set(first).isDisjoint(with: second))
                #expect(Set(first + second).count == 20_000)
            }
        }
    }
}
