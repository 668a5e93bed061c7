package import Logging
import ServiceLifecycle

/// Listens to notifications on a connection of its own, which it makes anew whenever it is lost.
///
/// A notification is a hint: those sent while the connection was away never come. So look at the data after every
/// ``Event/connected``. Behind a pooler it needs a connection string that leads to the server itself.
package final class PostgresListener: Service, Sendable {
    package enum Event: Sendable, Hashable {
        /// Listening from now on: after the first and after every later connect.
        case connected
        case notification(channel: String, payload: String)
    }

    /// What happens, for one consumer. It ends when ``run()`` ends. Events wait without limit until they are taken.
    package let events: AsyncStream<Event>

    private let configuration: PostgresConfiguration
    private let script: String
    private let logger: Logger
    private let continuation: AsyncStream<Event>.Continuation

    /// - Parameter channels: Names, exactly as given to `pg_notify`.
    package init(_ configuration: PostgresConfiguration, channels: [String], logger: Logger) {
        precondition(!channels.isEmpty, "a listener needs a channel")
        self.configuration = configuration
        self.logger = logger
        script = channels.map {
            "LISTEN \"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
        }
        .joined(separator: "; ")
        (events, continuation) = AsyncStream.makeStream(of: Event.self)
    }

    /// Listens until graceful shutdown or cancellation.
    ///
    /// - Throws: ``PostgresError`` when the server refuses for a reason that time does not heal.
    package func run() async throws {
        defer { continuation.finish() }
        try await cancelWhenGracefulShutdown { try await self.listenForever() }
    }

    private func listenForever() async throws {
        var backoff = Backoff(first: .milliseconds(50), longest: .seconds(5))
        while !Task.isCancelled {
            do throws(PostgresError) {
                try await listen { backoff.reset() }
            } catch {
                guard !Task.isCancelled else { return }
                guard error.isRetriable else { throw error }
                logger.debug("listening is interrupted", metadata: ["postgres.error": "\(error)"])
            }
            do {
                try await Task.sleep(for: backoff.next())
            } catch is CancellationError {
                return
            }
        }
    }

    /// Connects and listens until the connection is lost or the task is cancelled.
    private func listen(_ connected: () -> Void) async throws(PostgresError) {
        let session = try Session(configuration)
        let failure: PostgresError? = await withTaskCancellationHandler {
            do throws(PostgresError) {
                try await session.connect()
                try await session.executeScript(script, nil)
                connected()
                continuation.yield(.connected)
                while true {
                    for event in try await session.nextNotifications() { continuation.yield(event) }
                }
            } catch {
                return error
            }
        } onCancel: {
            session.interruption.abort()
        }
        await session.close()
        if let failure { throw failure }
    }
}
