import Client
import Foundation
import PublicAPI
import Synchronization
import Testing

@Suite struct SubmitterTests {
    private let folder: TemporaryFolder
    private let submission: Submission

    init() throws {
        folder = try TemporaryFolder(named: "S1.HBOC_v1")
        try folder.write("S1.HBOC_v1.vcf", "##fileformat=VCFv4.2\n")
        try folder.write("S1.HBOC_v1.ped", "f s1 0 0 1 2\n")
        submission = try Submission(paths: [folder.path])
    }

    private func submit(
        _ server: String, _ submission: Submission? = nil, key: String? = nil, waits: Bool = true
    ) async throws -> SubmissionOutcome {
        let submitter = Submitter(client: .test(server), submission: submission ?? self.submission, key: key)
        return try await submitter.run(waits: waits)
    }

    @Test func sendsWhatIsMissingAndFollowsTheJob() async throws {
        let records = ImportView.Records(
            total: 1_234, stored: 1_200, filtered: 34, filteredReasons: ["frequency": 30, "reference": 4], rejected: 0)
        let gateway = ImportGateway(.init(records: records))
        let text = Mutex("")
        let outcome = try await gateway.run { server in
            let progress = SubmissionProgress(isTerminal: false) { part in text.withLock { $0 += part } }
            let client = CistronClient.test(server)
            let outcome = try await Submitter(client: client, submission: submission, report: progress.show)
                .run(waits: true)
            let lines = outcome.lines(client: client)
            #expect(lines.contains("Open it:  \(client.page)"))
            #expect(lines.contains("  filtered  34 (30 frequency, 4 reference)"))
            return outcome
        }
        #expect(gateway.uploads == ["S1.HBOC_v1.ped", "S1.HBOC_v1.vcf"])
        #expect(gateway.announcements.first?.descriptor == submission.descriptor)
        #expect(outcome.exitStatus == .success)
        #expect(!outcome.isRepeated)
        #expect(outcome.imported.records == records)
        #expect(outcome.job?.state == "succeeded")
        let lines = text.withLock(\.self).split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("Importing: ") } == 11)
        #expect(lines.last == "Job succeeded")
    }

    @Test func theSameSubmissionIsTheSameImport() async throws {
        let gateway = ImportGateway()
        try await gateway.run { server in
            let first = try await submit(server)
            let second = try await submit(server)
            #expect(second.isRepeated)
            #expect(second.imported.id == first.imported.id)
            #expect(second.key == first.key)
            #expect(second.exitStatus == .success)
        }
        #expect(gateway.uploads.count == 2, "received files are not sent again")
    }

    @Test func theKeyDependsOnAllThatIsSubmitted() async throws {
        var keys: Set<String> = []
        var other = submission
        other.descriptor.priority = 3
        var released = submission
        released.annotationRelease = AnnotationRelease(name: "2025a", date: "2025-01-01")
        for submission in [submission, other, released] {
            let gateway = ImportGateway()
            try await gateway.run { _ = try await submit($0, submission, waits: false) }
            keys.formUnion(gateway.keys)
        }
        try folder.write("S1.HBOC_v1.vcf", "##fileformat=VCFv4.3\n")
        let gateway = ImportGateway()
        try await gateway.run { _ = try await submit($0, waits: false) }
        keys.formUnion(gateway.keys)
        #expect(keys.count == 4)
        #expect(keys.allSatisfy { $0.count == 64 })
    }

    @Test func skipsWhatTheServerHas() async throws {
        let gateway = ImportGateway()
        gateway.receive("S1.HBOC_v1.ped")
        let outcome = try await gateway.run { try await submit($0, key: "mine", waits: false) }
        #expect(gateway.uploads == ["S1.HBOC_v1.vcf"])
        #expect(gateway.keys == ["mine"])
        #expect(outcome.job == nil)
        #expect(outcome.exitStatus == .success)
    }

    @Test func aKeyIsNotTakenTwice() async throws {
        try await ImportGateway().run { server in
            _ = try await submit(server, key: "mine", waits: false)
            var other = submission
            other.descriptor.name = "another"
            let submission = other
            let error = await #expect(throws: ClientError.self) {
                try await submit(server, submission, key: "mine", waits: false)
            }
            #expect(error.map { ExitStatus($0) } == .refused)
            #expect(error?.lines.last?.contains("--key") == true)
        }
    }

    @Test func showsTheQuarantine() async throws {
        let records = ImportView.Records(total: 40, stored: 15, filtered: 0, filteredReasons: [:], rejected: 25)
        let outcome = try await ImportGateway(.init(records: records)).run { try await submit($0) }
        #expect(outcome.exitStatus == .quarantined)
        #expect(outcome.quarantine.map(\.line) == Array(100..<110))
        let lines = outcome.lines(client: .test("http://localhost"))
        #expect(lines.contains("Quarantined records (the first 10 of 25) of S1.HBOC_v1.vcf:"))
        #expect(lines.last == "  line 109: bad-genotype: GT is `x`")
    }

    @Test(arguments: ["failed", "refused", "cancelled"]) func aFailedImportIsAnOutcome(_ state: String) async throws {
        let gateway = ImportGateway(.init(state: state, problem: Samples.unknownPanel))
        try await gateway.run { server in
            let outcome = try await submit(server)
            #expect(outcome.exitStatus == .refused)
            #expect(outcome.lines(client: .test(server)).contains { $0.contains("unknown-panel") })
            let again = try await submit(server)
            #expect(again.exitStatus == .refused)
            #expect(again.lines(client: .test(server)).contains { $0.contains(again.key) })
        }
        #expect(gateway.uploads.count == 2, "an import that has ended takes no more files")
    }
}
