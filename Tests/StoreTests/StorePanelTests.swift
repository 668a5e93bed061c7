import Access
import Composition
import Cryptography
import Foundation
import Postgres
import Store
import TestCluster
import Testing

@Suite("Store: gene panels", .timeLimit(.minutes(2)))
struct StorePanelTests {
    private func deposit(_ panel: NewPanel, _ store: Store) async throws -> DepositOutcome {
        try await store.transaction(for: .migration) { try await $0.deposit(panel) }
    }

    @Test("A version comes back as it was deposited; the same again changes nothing")
    func content() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let panel = NewPanel.sample(name: "Cardio", version: "v1")
                guard case .deposited(let id) = try await deposit(panel, store) else {
                    Issue.record("the first deposit is new")
                    return
                }
                #expect(try await deposit(panel, store) == .unchanged(id))
                try await store.read(for: .migration) { transaction in
                    let record = try #require(try await transaction.panel(id))
                    #expect((record.name, record.version, record.assembly) == ("Cardio", "v1", "GRCh37"))
                    #expect((record.genes, record.transcripts, record.isCurrent) == (1, 2, true))
                    #expect(record.contentHash == panel.contentHash)
                    #expect(try await transaction.transcripts(ofPanel: id) == panel.transcripts)
                    #expect(try await transaction.panels() == [record])
                    #expect(try await transaction.panel(named: "Cardio", version: "v2") == nil)
                }
                try await cluster.withSuperuser { pool in
                    let events = try await pool.value(
                        Int64.self, "SELECT count(*) FROM event WHERE kind = 'panel.deposited'")
                    #expect(events == 1, "what changes nothing is no event")
                    let phenotypes = try await pool.column(String.self, "SELECT description FROM gene_panel_phenotype")
                    #expect(phenotypes == panel.phenotypes.map(\.description))
                }
            }
        }
    }

    @Test("Other content under a version that stands is refused, saying what to do, and nothing is stored")
    func conflict() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let panel = NewPanel.sample(name: "Cardio", version: "v1")
                let id = try await deposit(panel, store).id
                _ = try await deposit(.sample(name: "Cardio", version: "v2"), store)
                let other = NewPanel.sample(name: "Cardio", version: "v1", content: "other")
                let error = await #expect(throws: StoreError.self) { try await deposit(other, store) }
                #expect(error == .versionExists(name: "Cardio", version: "v1"))
                #expect(error?.description.contains("new version") == true)
                try await store.read(for: .migration) { transaction async throws in
                    #expect(try await transaction.panel(id)?.contentHash == panel.contentHash)
                    #expect(try await transaction.panels().map(\.version) == ["v2"])
                }
                // An old version deposited again is that version still, and does not become current.
                #expect(try await deposit(panel, store) == .unchanged(id))
                try await store.read(for: .migration) { transaction async throws in
                    #expect(try await transaction.panels().map(\.version) == ["v2"])
                }
            }
        }
    }

    @Test("The next version closes the one before, links both ways, and every instant shows its own")
    func succession() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                var instants: [Date] = []
                var ids: [UUID] = []
                for version in ["v1", "v2", "v3"] {
                    ids.append(try await deposit(.sample(name: "Cardio", version: version), store).id)
                    _ = try await deposit(.sample(name: "Other \(version)", version: "v1"), store)
                    instants.append(try await cluster.now())
                }
                try await store.read(for: .migration) { transaction in
                    for (instant, version) in zip(instants, ["v1", "v2", "v3"]) {
                        let shown = try await transaction.panels(asOf: instant).filter { $0.name == "Cardio" }
                        #expect(shown.map(\.version) == [version])
                    }
                    let before = try #require(instants.first).addingTimeInterval(-3_600)
                    #expect(try await transaction.panels(asOf: before).isEmpty)
                    #expect(try await transaction.panel(ids[0])?.isCurrent == false, "a closed version stays readable")
                    #expect(try await transaction.transcripts(ofPanel: ids[0]).count == 2)
                }
                let chain = try await cluster.chain("gene_panel", where: "name = 'Cardio'")
                #expect(chain.map(\.id) == ids)
            }
        }
    }

    @Test("Twenty versions deposited at the same time form one chain without gaps or overlaps")
    func together() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let outcomes = try await withThrowingTaskGroup(of: DepositOutcome.self) { group in
                    for number in 1...20 {
                        group.addTask { try await deposit(.sample(name: "Cardio", version: "v\(number)"), store) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let chain = try await cluster.chain("gene_panel", where: "true")
                #expect(chain.count == 20)
                #expect(Set(chain.map(\.id)) == Set(outcomes.map(\.id)))
            }
        }
    }

    @Test("The same version deposited ten times at the same time is one version")
    func sameTogether() async throws {
        try await TestCluster.with { cluster in
            try await cluster.withStore(as: .gateway) { store in
                let outcomes = try await withThrowingTaskGroup(of: DepositOutcome.self) { group in
                    for _ in 1...10 {
                        group.addTask { try await deposit(.sample(name: "Cardio", version: "v1"), store) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(Set(outcomes.map(\.id)).count == 1)
                #expect(outcomes.count { $0 == .deposited($0.id) } == 1)
            }
        }
    }
}
