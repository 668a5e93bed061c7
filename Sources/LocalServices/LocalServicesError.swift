/// Why the private servers could not be started, found, or controlled.
///
/// The description says what failed, where, and what to do; it never holds a password.
package struct LocalServicesError: Error, Sendable, CustomStringConvertible {
    /// The kind of failure, for callers that react to it.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Value: String {
            case alreadyRunning, badFolder, folderInUse, managementFailed, notInstalled, notOwner, notStarted, portTaken
            case serverFailed, stateUnreadable, systemCallFailed, timedOut
        }

        private let value: Value

        private init(_ value: Value) {
            self.value = value
        }

        /// Servers of this folder run already, started by an earlier process with the detached lifetime.
        package static let alreadyRunning = Code(.alreadyRunning)
        /// The data folder cannot be used (not reachable, not writable, made by another version).
        package static let badFolder = Code(.badFolder)
        /// Another process, still alive, holds the lock of the data folder.
        package static let folderInUse = Code(.folderInUse)
        /// RabbitMQ's management interface refused or did not answer.
        package static let managementFailed = Code(.managementFailed)
        /// A server, or an account it needs, is not on this machine.
        package static let notInstalled = Code(.notInstalled)
        /// Only the process that started servers of the process lifetime may start them again.
        package static let notOwner = Code(.notOwner)
        /// The server asked for was not among those started.
        package static let notStarted = Code(.notStarted)
        /// Another program took a chosen port before the server could.
        package static let portTaken = Code(.portTaken)
        /// A server ended by itself, or could not be initialised; the description has the end of its log.
        package static let serverFailed = Code(.serverFailed)
        /// The state, lock, or password file of the folder cannot be read.
        package static let stateUnreadable = Code(.stateUnreadable)
        /// The operating system refused a call.
        package static let systemCallFailed = Code(.systemCallFailed)
        /// A server did not become ready, or did not end, within its deadline.
        package static let timedOut = Code(.timedOut)

        package var description: String { value.rawValue }
    }

    /// The kind of failure.
    package let code: Code
    /// What failed, where, and what to do about it.
    package let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
