import Client
import Foundation
import Glibc
import LocalServices
import PublicAPI
import Synchronization
import TestCluster
import Testing

/// Processes are killed in the middle of imports; everything ends, exactly once.
@Suite(.timeLimit(.minutes(15)))
struct KillTests {
    private static let imports = 50

    /// All have variants in common, so that imports also meet in the catalogue. Those of the small ones are among those of the
    /// large ones.
    private static let families = (0..<imports).map { index in
        var family = SmallFamily(
            name: "family-\(index)", variants: isLarge(index) ? 10_980 : 280, commonVariants: 15)
        family.brokenRecords = 5
        return family
    }

    /// The first of each wave, which keeps the workers busy.
    private static func isLarge(_ index: Int) -> Bool { index == 0 || wave(index) > wave(index - 1) }
    private static func wave(_ index: Int) -> Int { index * Wave.count / imports }
    private static func chunks(_ index: Int) -> Int { isLarge(index) ? 3 : 1 }
    private static func records(_ family: SmallFamily) -> Int { genotypes(family) + family.brokenRecords }
    private static func genotypes(_ family: SmallFamily) -> Int { family.variants + family.commonVariants }

    @Test func everythingEndsExactlyOnce() async throws {
        try await Installation.with(panel: Self.families[0].panel) { installation in
            let gateway = try installation.gateway()
            let workers = [try installation.worker("worker-1"), try installation.worker("worker-2")]
            let ends = try await SupervisedProcess.run([gateway] + workers) {
                let client = installation.client(try await gateway.address())
                try await prepare(client)
                let wave = Wave()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { try await submitAll(client, wave, installation) }
                    group.addTask { try await killEverything(workers, wave, installation) }
                    // The first failure ends the others.
                    for try await _ in group {}
                }
                try await waitForTheEnd(installation)
                try await checkCounts(installation)
                try await checkQueues(installation)
            }
            #expect(ends == [0, 0, 0])
            #expect(gateway.starts == 1)
            #expect(workers.map(\.starts) == [3, 2])
        }
    }

    private func prepare(_ client: CistronClient) async throws {
        let family = Self.families[0]
        // One session for all who submit.
        _ = try await client.currentUser()
        _ = try await client.depositPanel(
            name: family.panel, version: family.panelVersion, family.panelDeposit)
        _ = try await client.depositFilterConfiguration(
            name: "small", document: Data(SmallFamily.filterConfiguration.utf8))
    }

    // ── Submitting ──

    /// Submits everything: a part at once, the rest in waves, so that files travel whenever something is killed.
    private func submitAll(_ client: CistronClient, _ wave: Wave, _ installation: Installation) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, family) in Self.families.enumerated() {
                let submission = try family.submission(in: installation.folder)
                group.addTask {
                    try await eventually(within: .seconds(600), "\(family.name) may go") {
                        wave.current >= Self.wave(index)
                    }
                    try await submit(submission, key: family.name, client)
                }
            }
            for try await _ in group {}
        }
    }

    /// Submits under one key until the server has everything.
    private func submit(_ submission: Submission, key: String, _ client: CistronClient) async throws {
        while true {
            do {
                let outcome = try await Submitter(client: client, submission: submission, key: key).run(waits: false)
                #expect(outcome.imported.files.allSatisfy { $0.received })
                return
            } catch let error as ClientError where error.mayPass {
                try await Task.sleep(for: .milliseconds(250))
            }
        }
    }

    // ── Killing ──

    private func killEverything(
        _ workers: [SupervisedProcess], _ wave: Wave, _ installation: Installation
    ) async throws {
        try await killAtWork(workers[0], installation)
        wave.next()
        try await eventually(within: .seconds(120), "chunks are out") {
            try await installation.number(
                "SELECT count(*) FROM import WHERE state = 'running' AND chunks_done < chunks_total") > 0
        }
        try await installation.services.killRabbitMQ()
        wave.next()
        try await installation.services.restartRabbitMQ()
        wave.next()
        try await killAtWork(workers[1], installation)
        wave.next()
        try await eventually(within: .seconds(120), "a worker stores a chunk") {
            try await installation.number(Self.transactions(of: "worker-%")) > 0
        }
        try await installation.services.killPostgres()
        wave.next()
        try await installation.services.restartPostgres()
        try await killAtWork(workers[0], installation)
    }

    /// Kills a worker while a transaction of it is open that stores a chunk: it is held still to be sure of that.
    private func killAtWork(_ worker: SupervisedProcess, _ installation: Installation) async throws {
        try await eventually(within: .seconds(120), "\(worker.name) stores a chunk") {
            guard let process = worker.current else { return false }
            process.signal(SIGSTOP)
            var isAtWork = false
            defer { process.signal(isAtWork ? SIGKILL : SIGCONT) }
            isAtWork = try await installation.number(Self.transactions(of: worker.name)) > 0
            return isAtWork
        }
    }

    private static func transactions(of worker: String) -> String {
        """
        SELECT count(*) FROM pg_stat_activity
         WHERE application_name LIKE '\(worker)' AND xact_start IS NOT NULL AND query ~ 'allele|annotation|genotype|upload_chunk'
        """
    }

    // ── Counting ──

    private func waitForTheEnd(_ installation: Installation) async throws {
        try await eventually(within: .seconds(300), "all jobs have ended and all messages are consumed") {
            try await installation.number(
                """
                SELECT (SELECT count(*) FROM job WHERE finished_at IS NULL) + (SELECT count(*) FROM outbox)
                     + \(Self.imports) - (SELECT count(*) FROM job)
                """) == 0
        }
    }

    private func checkCounts(_ installation: Installation) async throws {
        let jobs = try await installation.rows("SELECT state, count(*) FROM job GROUP BY state")
        #expect(jobs == [["succeeded", "\(Self.imports)"]])
        let analyses = try await installation.rows("SELECT state, count(*) FROM analysis GROUP BY state")
        #expect(analyses == [["visible", "\(Self.imports)"]])
        let imports = try await installation.rows(
            """
            SELECT a.name, i.state, i.chunks_done, i.records_total, i.records_stored, i.records_filtered, i.records_rejected,
                   (SELECT count(*) FROM import_quarantine q WHERE q.import_id = i.id),
                   (SELECT count(*) FROM genotype g WHERE g.analysis_id = a.id),
                   (SELECT count(*) FROM genotype_call c WHERE c.analysis_id = a.id),
                   (SELECT count(*) FROM sample s WHERE s.analysis_id = a.id),
                   (SELECT count(*) FROM filter_run f WHERE f.analysis_id = a.id),
                   (SELECT sum(f.alleles) FROM filter_run f WHERE f.analysis_id = a.id),
                   (SELECT count(*) FROM round r WHERE r.analysis_id = a.id)
              FROM import i JOIN analysis a ON a.id = i.analysis_id
            """)
        #expect(imports.count == Self.imports)
        let found = Dictionary(imports.map { ($0[0], Array($0[1...])) }) { first, _ in first }
        for (index, family) in Self.families.enumerated() {
            let genotypes = Self.genotypes(family)
            let expected = [
                Self.chunks(index), Self.records(family), genotypes, 0, family.brokenRecords, family.brokenRecords,
                genotypes, 3 * genotypes, 3, 1, genotypes, 1,
            ]
            #expect(found[family.name] == ["closed"] + expected.map(String.init), "\(family.name)")
        }
        let alleles = Self.genotypes(Self.families[0])
        #expect(try await installation.number("SELECT count(*) FROM allele") == alleles)
        #expect(
            try await installation.number(
                "SELECT count(DISTINCT (assembly, contig, start_position, key_text)) FROM allele") == alleles)
        #expect(
            try await installation.rows(
                "SELECT count(*), count(DISTINCT allele_id) FROM annotation WHERE superseded_at IS NULL")
                == [["\(alleles)", "\(alleles)"]])
        #expect(try await installation.number("SELECT count(*) FROM upload_file WHERE received_at IS NULL") == 0)
    }

    private func checkQueues(_ installation: Installation) async throws {
        let chunks = (0..<Self.imports).reduce(0) { $0 + Self.chunks($1) }
        #expect(
            try await installation.rows("SELECT handler, count(*) FROM inbox GROUP BY handler ORDER BY handler") == [
                ["filter.run", "\(Self.imports)"], ["import.chunk", "\(chunks)"],
                ["import.close", "\(Self.imports)"],
            ])
        #expect(try await installation.number("SELECT count(*) FROM outbox") == 0)
        try await eventually(within: .seconds(60), "the queues are empty") {
            try await installation.waitingMessages().allSatisfy { $0.key == "dead" || $0.value == 0 }
        }
        #expect(try await installation.isEmpty("dead"))
    }
}

/// How far the submitting is.
private final class Wave: Sendable {
    static let count = 6
    private let number = Mutex(0)

    var current: Int { number.withLock { $0 } }

    func next() { number.withLock { $0 += 1 } }
}

extension ClientError {
    /// Whether to try again: nobody answers, or the answer is to come back later.
    fileprivate var mayPass: Bool {
        switch self {
        case .unreachable: true
        case .problem(let problem): problem.status == 503
        case .unexpected, .input: false
        }
    }
}
