import Client
import Foundation
import PublicAPI
import TestCluster
import Testing

/// A gigabyte passes through, and memory stays bounded.
@Suite(
    .enabled(if: ProcessInfo.processInfo.environment["CISTRON_FULL"] == "1", "only with --full"),
    .enabled(if: Program.releasePath != nil, "there is no release build of the program"), .timeLimit(.minutes(60)))
struct VolumeTests {
    /// In mebibytes.
    private static let gatewayLimit = 100
    private static let workerLimit = 300

    @Test func memoryStaysBounded() async throws {
        let family = SmallFamily(name: "volume", samples: ["volume"])
        let program = try #require(Program.releasePath)
        try await Installation.with(panel: family.panel, program: program) { installation in
            let (gateway, worker) = (try installation.gateway(), try installation.worker("worker"))
            let meters = [MemoryMeter(gateway), MemoryMeter(worker)]
            _ = try await SupervisedProcess.run([gateway, worker]) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for meter in meters { group.addTask { try await meter.run() } }
                    try await importVolume(family, installation.client(try await gateway.address()), installation)
                    group.cancelAll()
                }
            }
            print("resident at most: gateway \(meters[0].peak) MiB, worker \(meters[1].peak) MiB")
            #expect((1...Self.gatewayLimit).contains(meters[0].peak), "MiB of the gateway")
            #expect((1...Self.workerLimit).contains(meters[1].peak), "MiB of the worker")
            #expect(gateway.starts == 1 && worker.starts == 1)
        }
    }

    private func importVolume(
        _ family: SmallFamily, _ client: CistronClient, _ installation: Installation
    ) async throws {
        _ = try await client.depositPanel(name: family.panel, version: family.panelVersion, family.panelDeposit)
        _ = try await client.depositFilterConfiguration(
            name: "small", document: Data(SmallFamily.filterConfiguration.utf8))
        let file = installation.folder.appendingPathComponent(family.vcfName)
        let records = try VolumeFile.write(to: file, size: 1 << 30)
        let submission = try Submission(
            paths: [file.path],
            choices: Submission.Choices(
                name: family.name, panel: .init(name: family.panel, version: family.panelVersion)))
        let outcome = try await Submitter(client: client, submission: submission).run(waits: true)
        #expect(outcome.job?.state == "succeeded", "\(String(describing: outcome.job?.problem))")
        #expect(outcome.imported.records?.stored == records)
        #expect(try await installation.number("SELECT count(*) FROM genotype") == records)
    }
}
