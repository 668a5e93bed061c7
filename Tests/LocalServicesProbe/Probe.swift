import Foundation
import LocalServices
import Logging

/// Starts servers in a folder, says so, and waits to be killed: what a test does to see who outlives whom.
///
/// Arguments: the data folder, the lifetime, the servers (separated by commas).
@main
enum Probe {
    static func main() async {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let lifetime = LocalServices.Lifetime(rawValue: arguments[2]) else {
            print("usage: LocalServicesProbe FOLDER process|detached postgres,rabbitmq")
            exit(2)
        }
        let which = Set(arguments[3].split(separator: ",").compactMap { LocalServices.Kind(rawValue: String($0)) })
        do {
            let services = try await LocalServices.start(
                in: arguments[1], lifetime: lifetime, which: which, tuning: .fastTests, logger: Logger(label: "probe"))
            try FileHandle.standardOutput.write(contentsOf: Data("ready\n".utf8))
            // Ends when the test closes the pipe, or earlier by a signal.
            while readLine() != nil {}
            if lifetime == .process { await services.stop() }
        } catch {
            print("\(error)")
            exit(1)
        }
    }
}
