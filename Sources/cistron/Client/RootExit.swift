import ArgumentParser
import Client
import Foundation

extension AsyncParsableCommand {
    /// Runs a root command as `main()` does, but with exit code 2 for wrong usage, as `submit` documents it.
    static func runAsRoot() async -> Never {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
            exit(withError: nil)
        } catch {
            guard exitCode(for: error) == .validationFailure else { exit(withError: error) }
            Console.error(fullMessage(for: error))
            Foundation.exit(ExitStatus.usage.rawValue)
        }
    }
}
