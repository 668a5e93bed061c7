import CLibPQ
import Glibc

/// Threads outside of the cooperative pool, for calls that block.
enum OwnThread {
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts a thread that ends by itself when `body` returns.
    ///
    /// - Parameter name: At most 15 bytes are shown by the system.
    /// - Returns: Whether the system had a thread left.
    static func start(name: String, _ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(
            Body {
                clibpq_name_thread(name)
                body()
            })
        let failure = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Body>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        guard failure == 0 else {
            context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }
}
