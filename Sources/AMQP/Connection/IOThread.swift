import CRabbitMQ
import Glibc

/// An operating system thread that runs one closure. Blocking calls belong here and not on the cooperative pool, which
/// has one thread a core.
enum IOThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(_ name: String, _ run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts a detached thread, named for people who look at the process (fifteen bytes are kept); the closure's last act should be to tell its owner that it ends.
    static func start(name: String, _ run: @escaping @Sendable () -> Void) throws(AMQPError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Body(name, run))
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let body = Unmanaged<Body>.fromOpaque(context).takeRetainedValue()
                cistron_name_this_thread(body.name)
                body.run()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw AMQPError(.connection, replyText: "a thread cannot be started: \(String(cString: strerror(status)))")
        }
        pthread_detach(thread)
    }
}
