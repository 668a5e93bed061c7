import Synchronization

/// The executor of one connection: a thread of its own, because calls into libpq block.
///
/// The thread ends after ``retire()``. Work that comes later, from somebody who did not know, starts it again for a moment,
/// so nothing enqueued is ever lost.
final class ConnectionThread: SerialExecutor, Sendable {
    private struct State {
        var jobs: [UnownedJob] = []
        var isRunning = true
        var isRetired = false
    }

    private let state = Mutex(State())
    private let name: String
    let wake: WakeDescriptor

    init(name: String) throws(PostgresError) {
        self.name = name
        wake = try WakeDescriptor()
        guard start() else { throw PostgresError(.connection, "the system has no thread left for a connection") }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let mustStart = state.withLock { state in
            state.jobs.append(job)
            defer { state.isRunning = true }
            return !state.isRunning
        }
        if mustStart {
            let started = start()
            precondition(started, "the system has no thread left for a connection")
        } else {
            wake.signal()
        }
    }

    func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }

    /// Lets the thread end once there is nothing left to do.
    func retire() {
        state.withLock { $0.isRetired = true }
        wake.signal()
    }

    private func start() -> Bool {
        OwnThread.start(name: name) { [self] in
            while let jobs = next() {
                for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
            }
        }
    }

    /// Sleeps until there is work; nil when there will be none.
    private func next() -> [UnownedJob]? {
        while true {
            let jobs: [UnownedJob]? = state.withLock { state in
                guard state.jobs.isEmpty else { return exchange(&state.jobs, with: []) }
                guard state.isRetired else { return [] }
                state.isRunning = false
                return nil
            }
            guard let jobs else { return nil }
            if !jobs.isEmpty { return jobs }
            wake.wait()
        }
    }
}
