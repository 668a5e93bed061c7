import Synchronization

/// Wakes one sleeper, now or at its next sleep; several wakes in between count as one.
final class WakeSignal: Sendable {
    private struct State {
        var pending = false
        var sleeper: (id: UInt64, continuation: CheckedContinuation<Void, Never>)?
        var nextID: UInt64 = 0
    }

    private let state = Mutex(State())

    /// Wakes the sleeper, or spares it its next sleep.
    func wake() {
        let sleeper = state.withLock { state in
            defer { state.sleeper = nil }
            if state.sleeper == nil { state.pending = true }
            return state.sleeper?.continuation
        }
        sleeper?.resume()
    }

    /// Sleeps until woken, until cancelled, or until the time is over.
    func wait(atMost time: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.sleep() }
            group.addTask { _ = try? await Task.sleep(for: time) }  // ending early by cancellation is as good as ending
            await group.next()
            group.cancelAll()
        }
    }

    private func sleep() async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let resumeNow = state.withLock { state in
                    if state.pending || Task.isCancelled {
                        state.pending = false
                        return true
                    }
                    state.sleeper = (id, continuation)
                    return false
                }
                if resumeNow { continuation.resume() }
            }
        } onCancel: {
            let sleeper = state.withLock { state in
                guard state.sleeper?.id == id else { return nil as CheckedContinuation<Void, Never>? }
                defer { state.sleeper = nil }
                return state.sleeper?.continuation
            }
            sleeper?.resume()
        }
    }
}
