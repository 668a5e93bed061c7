import LocalServices
import Testing

/// Starts both servers once for a whole suite, whose tests find them in ``current``.
struct RunningServers: SuiteTrait, TestScoping {
    @TaskLocal static var current: LocalServices?

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await withScratchFolder { folder in
            let services = try await LocalServices.startForTest(in: folder, which: [.postgres, .rabbitmq])
            do {
                try await Self.$current.withValue(services) { try await function() }
            } catch {
                await services.stop()
                throw error
            }
            await services.stop()
        }
    }
}

extension Trait where Self == RunningServers {
    static var runningServers: RunningServers { RunningServers() }
}
