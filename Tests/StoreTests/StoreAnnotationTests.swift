import Access
import Composition
import Cryptography
import Foundation
import Postgres
import Store
import TestCluster
import Testing

@Suite("Store: annotation", .timeLimit(.minutes(2)))
struct StoreAnnotationTests {
    private static let worker = Principal.worker(kind: "ingest", for: nil)

    /// Stores the same content for all alleles, as an import of a release does.
    private func store(
        _ content: String, of alleles: [Int64], release date: String, name: String? = nil, _ store: Store
    ) async throws -> (written: Int, keptNewer: Int) {
        try await store.transaction(for: Self.worker) { transaction in
            let configuration = try #require(try await transaction.annotationConfiguration(named: "default")).id
            let release = try await transaction.annotationRelease(named: name ?? date, releasedOn: date)
            return try await transaction.store(
                alleles.map { .sample(allele: $0, content: content) }, configuration: configuration, release: release,
                releasedOn: date)
        }
    }

    private func withAlleles(_ count: Int, _ body: (TestCluster, Store, [Int64]) async throws -> Void) async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .worker) { store in
                let rows = (1...count).map { AlleleRow.sample(position: $0) }
                let alleles = try await store.transaction(for: Self.worker) { try await $0.upsert(rows) }
                try await body(cluster, store, alleles)
            }
        }
    }

    /// What document and shadow tables tell of each allele; they must tell the same.
    private func contents(_ alleles: [Int64], _ store: Store) async throws -> [String?] {
        try await store.read(for: Self.worker) { transaction in
            let current = try await transaction.annotations(of: alleles)
            let documents = try await transaction.annotationDocuments(current.values.map(\.id))
            let rows = try await transaction.filterInput(of: alleles)
            #expect(rows.map(\.alleleID) == alleles)
            return rows.map { row in
                let version = current[row.alleleID]
                #expect(row.annotationID == version?.id)
                guard let version, let document = documents[version.id] else { return nil }
                #expect(SHA256.hash(Array(document.text.utf8)) == version.documentHash)
                let content = row.transcripts.first ?? "no transcript"
                #expect(document.text == #"{"content":"\#(content)"}"#)
                #expect(row.transcripts == [content])
                #expect(row.populations == [content])
                return content
            }
        }
    }

    @Test("Imports of the same alleles at once leave one unbroken chain an allele, and the newest release on top")
    func together() async throws {
        try await withAlleles(50) { cluster, store, alleles in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in (1...8).shuffled() {
                    group.addTask {
                        _ = try await self.store(
                            "content \(number)", of: alleles.shuffled(), release: "2026-01-0\(number)", store)
                    }
                }
                try await group.waitForAll()
            }
            #expect(Set(try await contents(alleles, store)) == ["content 8"])
            for allele in alleles {
                let chain = try await cluster.chain("annotation", where: "allele_id = \(allele)")
                #expect((1...8).contains(chain.count))
            }
            try await cluster.withSuperuser { pool in
                let backwards = try await pool.value(
                    Int64.self,
                    """
                    SELECT count(*) FROM annotation n JOIN annotation p ON p.id = n.previous_id
                      JOIN annotation_release r ON r.id = n.release_id JOIN annotation_release s ON s.id = p.release_id
                     WHERE r.released_on < s.released_on
                    """)
                #expect(backwards == 0, "no release ever replaced a newer one")
                let deadlocks = try await pool.value(
                    Int64.self, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
                #expect(deadlocks == 0)
            }
        }
    }

    @Test("The same content writes nothing; other content of the same release is the next version; older releases wait")
    func order() async throws {
        try await withAlleles(3) { cluster, store, alleles in
            #expect(try await self.store("a", of: alleles, release: "2026-02-01", store) == (3, 0))
            #expect(try await self.store("a", of: alleles, release: "2026-02-01", store) == (0, 0))
            #expect(try await self.store("a", of: alleles, release: "2026-03-01", store) == (0, 0))
            #expect(try await self.store("old", of: alleles, release: "2026-01-01", store) == (0, 3))
            #expect(try await contents(alleles, store) == ["a", "a", "a"])
            #expect(try await self.store("b", of: [alleles[1]], release: "2026-02-01", store) == (1, 0))
            #expect(try await contents(alleles, store) == ["a", "b", "a"])
            #expect(try await self.store("a", of: alleles, release: "2026-02-01", name: "again", store) == (1, 0))
            #expect(try await contents(alleles, store) == ["a", "a", "a"])
            try await cluster.withSuperuser { pool in
                #expect(
                    try await pool.value(Int64.self, "SELECT count(*) FROM annotation_document") == 2,
                    "a document is stored once, however many alleles and versions have it")
                let events = try await pool.value(
                    Int64.self, "SELECT count(*) FROM event WHERE kind = 'annotation.stored'")
                #expect(events == 3, "what writes nothing is no event")
            }
        }
    }

    @Test("As of an instant the version of that time is shown")
    func asOf() async throws {
        try await withAlleles(1) { cluster, store, alleles in
            var instants: [Date] = []
            for content in ["a", "b", "c"] {
                _ = try await self.store(content, of: alleles, release: "2026-02-01", store)
                instants.append(try await cluster.now())
            }
            let chain = try await cluster.chain("annotation", where: "allele_id = \(alleles[0])")
            try await store.read(for: Self.worker) { transaction async throws in
                for (instant, link) in zip(instants, chain) {
                    #expect(try await transaction.annotations(of: alleles, asOf: instant)[alleles[0]]?.id == link.id)
                }
            }
        }
    }

    @Test("A failure in the middle leaves the old version and its shadow rows")
    func rollback() async throws {
        try await withAlleles(2) { _, store, alleles in
            _ = try await self.store("a", of: alleles, release: "2026-02-01", store)
            await #expect(throws: Abandoned.self) {
                try await store.transaction(for: Self.worker) { transaction in
                    let configuration = try #require(try await transaction.annotationConfiguration(named: "default")).id
                    let release = try await transaction.annotationRelease(named: "new", releasedOn: "2026-03-01")
                    let outcome = try await transaction.store(
                        alleles.map { .sample(allele: $0, content: "b") }, configuration: configuration,
                        release: release, releasedOn: "2026-03-01")
                    #expect(outcome.written == 2)
                    throw Abandoned()
                }
            }
            #expect(try await contents(alleles, store) == ["a", "a"])
        }
    }

    @Test("The filter reads one row an allele, in the order asked for, also of those without annotation")
    func filterInput() async throws {
        try await withAlleles(4) { _, store, alleles in
            _ = try await self.store("a", of: [alleles[0], alleles[2]], release: "2026-02-01", store)
            let order = [alleles[3], alleles[2], alleles[0], alleles[1]]
            #expect(try await contents(order, store) == [nil, "a", "a", nil])
            let rows = try await store.read(for: Self.worker) { try await $0.filterInput(of: order) }
            #expect(rows[0].annotationID == nil)
            #expect(rows[0].transcripts.isEmpty && rows[0].genes.isEmpty && rows[0].populations.isEmpty)
            #expect(rows[1].genes == [1100])
            #expect(rows[1].symbols == ["BRCA1"])
            #expect(rows[1].consequences == ["missense_variant&splice_region_variant"])
            #expect(rows[1].frequencies == [0.25])
            #expect(rows[1].numbers == [100])
            #expect(try await store.read(for: Self.worker) { try await $0.filterInput(of: []) }.isEmpty)
        }
    }
}
