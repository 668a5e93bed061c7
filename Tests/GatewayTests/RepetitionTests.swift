import Foundation
import Jobs
import PublicAPI
import TestCluster
import Testing

/// The same request again is answered like the first and does nothing more.
@Suite(.serialized) struct RepetitionTests {
    @Test(.timeLimit(.minutes(3))) func theSameKeyAnswersWithTheFirstImport() async throws {
        try await Gate.withSubmitter(workers: Set(WorkerKind.allCases)) { gate in
            let family = SmallFamily()
            let first: ImportView = try await gate.announce(family, key: "once").value()
            let announced = try await gate.allRows()
            let second = try await gate.announce(family, key: "once")
            #expect(second.status == 200)
            #expect(try second.value(ImportView.self).id == first.id)
            #expect(try await gate.allRows() == announced)

            for file in family.files { _ = try await gate.put(file.name, file.bytes, to: first.id) }
            let running = try await gate.announce(family, key: "once")
            #expect(running.status == 200)
            #expect(try running.value(ImportView.self).id == first.id)

            #expect(try await gate.ended(first.job).state == "succeeded")
            let stored = try await gate.allRows()
            let third = try await gate.announce(family, key: "once")
            #expect(third.status == 200)
            #expect(try third.value(ImportView.self).state == "succeeded")
            #expect(try await gate.allRows() == stored)
        }
    }

    @Test(.timeLimit(.minutes(3))) func manyIdenticalAnnouncementsAtOnceMakeOneImport() async throws {
        try await Gate.withSubmitter { gate in
            let family = SmallFamily()
            let replies = try await withThrowingTaskGroup(of: Reply.self) { tasks in
                for _ in 0..<20 { tasks.addTask { try await gate.announce(family, key: "once") } }
                return try await tasks.reduce(into: [Reply]()) { $0.append($1) }
            }
            #expect(replies.map(\.status).sorted() == Array(repeating: 200, count: 19) + [201])
            #expect(try Set(replies.map { try $0.value(ImportView.self).id }).count == 1)
            let counts =
                "(SELECT count(*) FROM job), (SELECT count(*) FROM upload), (SELECT count(*) FROM idempotency_key)"
            #expect(try await gate.sql("SELECT concat_ws(' ', \(counts))") == "1 1 1")
        }
    }

    @Test(.timeLimit(.minutes(3))) func manyIdenticalSubmissionsAtOnceMakeOneAnalysis() async throws {
        try await Gate.withSubmitter(workers: Set(WorkerKind.allCases)) { gate in
            let family = SmallFamily()
            let jobs = try await withThrowingTaskGroup(of: JobView.self) { tasks in
                for _ in 0..<6 {
                    tasks.addTask {
                        let view = try await gate.announce(family, key: "once").value(ImportView.self)
                        for file in family.files {
                            let reply = try await gate.put(file.name, file.bytes, to: view.id)
                            #expect(reply.status == 200, "\(reply.text)")
                        }
                        return try await gate.ended(view.job)
                    }
                }
                return try await tasks.reduce(into: [JobView]()) { $0.append($1) }
            }
            #expect(jobs.map(\.state) == Array(repeating: "succeeded", count: 6))
            #expect(Set(jobs.map(\.id)).count == 1)
            let counts = ["import", "analysis", "sample", "allele", "genotype", "round"].map {
                "(SELECT count(*) FROM \($0))"
            }
            #expect(try await gate.sql("SELECT concat_ws(' ', \(counts.joined(separator: ", ")))") == "1 1 3 5 5 1")
            // What transfers that came too late had staged is gone.
            let stray =
                "SELECT count(*) FROM upload_chunk c JOIN upload_file f ON f.upload_id = c.upload_id AND f.ordinal = c.file"
            #expect(try await gate.sql("\(stray) WHERE c.attempt <> f.attempt") == "0")
        }
    }

    @Test(.timeLimit(.minutes(3))) func twoImportsOfOneNameAtOnceMakeOneAnalysis() async throws {
        try await Gate.withSubmitter { gate in
            let family = SmallFamily(samples: ["child"])
            let ids = try await [gate.announce(family), gate.announce(family)].map { try $0.value(ImportView.self).id }
            let replies = try await withThrowingTaskGroup(of: Reply.self) { tasks in
                for id in ids { tasks.addTask { try await gate.put(family.vcfName, family.vcf, to: id) } }
                return try await tasks.reduce(into: [Reply]()) { $0.append($1) }
            }
            #expect(replies.map(\.status).sorted() == [200, 409])
            try replies.first { $0.status != 200 }?.expectProblem(409, "analysis-exists")
            #expect(try await gate.sql("SELECT count(*) FROM analysis") == "1")
        }
    }

    @Test(.timeLimit(.minutes(3))) func aNameThatIsTakenAtTheLastMomentIsAConflict() async throws {
        try await Gate.withSubmitter { gate in
            let family = SmallFamily(samples: ["child"])
            let id = try await gate.announce(family).value(ImportView.self).id
            let before = try await gate.storedRows()
            // Somebody else's import of this name, whose transaction is still open when ours begins.
            let other = """
                WITH made AS (
                    INSERT INTO analysis (id, name, panel_id, panel_name, assembly, state, priority)
                    SELECT gen_random_uuid(), '\(family.name)', id, name, assembly, 'importing', 1 FROM gene_panel RETURNING 1)
                SELECT pg_sleep(1.5) FROM made
                """
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { _ = try await gate.sql(other) }
                let asleep =
                    "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()"
                try await eventually("the other import is under way") { try await gate.sql(asleep) == "1" }
                let reply = try await gate.put(family.vcfName, family.vcf, to: id)
                try reply.expectProblem(409, "analysis-exists")
                try await tasks.waitForAll()
            }
            #expect(try await gate.sql("SELECT count(*) FROM analysis") == "1")
            #expect(try await gate.storedRows() == before.replacing("analysis 0", with: "analysis 1"))
            #expect(try await gate.sql("SELECT count(*) FROM upload_chunk") == "0")
        }
    }
}
