import Glibc
import Synchronization

/// A small shell that starts one server and, with the process lifetime, outlives us just long enough to end it.
///
/// It blocks reading a pipe whose other end only this process holds. However this process ends, the kernel closes the
/// pipe, and the keeper ends the server step by step. Being the server's parent it can neither miss a server started in
/// the last moment nor hit a stranger with a recycled number. With the detached lifetime it leaves at once.
final class Keeper: Sendable {
    private struct State {
        var pid: pid_t?
        var pipe: Int32?
    }

    /// The server's first process.
    let server: ProcessIdentity
    private let state: Mutex<State>

    private static let script = """
        log=$1 folder=$2 lifetime=$3 steps=$4
        shift 4
        umask 077
        cd "$folder" || exit 1
        "$@" </dev/null >>"$log" 2>&1 3>&- &
        server=$!
        echo "$server"
        exec >/dev/null
        [ "$lifetime" = process ] || exit 0
        while read -r _; do :; done
        for step in $steps; do
            kill -s "${step%%:*}" "$server" 2>/dev/null || break
            left=$((${step#*:} * 20))
            while [ "$left" -gt 0 ] && kill -0 "$server" 2>/dev/null; do sleep 0.05; left=$((left - 1)); done
        done
        """

    private init(server: ProcessIdentity, state: State) {
        self.server = server
        self.state = Mutex(state)
    }

    deinit {
        if let pipe = state.withLock({ $0.pipe }) { close(pipe) }
    }

    /// Starts the server; blocks for some milliseconds.
    ///
    /// - Parameter lock: is kept until the keeper ends.
    static func launch(
        _ command: ServerCommand, lifetime: LocalServices.Lifetime, lock: FolderLock
    ) throws -> Keeper {
        let input = try DescriptorPair()
        let output: DescriptorPair
        do {
            output = try DescriptorPair()
        } catch {
            close(input.reading)
            close(input.writing)
            throw error
        }
        defer { close(output.reading) }
        let null = open("/dev/null", O_RDWR | O_CLOEXEC)
        defer { close(null) }
        let steps = command.stopSteps.map { "\($0.name):\($0.seconds)" }.joined(separator: " ")
        let pid: pid_t
        do {
            defer {
                close(input.reading)
                close(output.writing)
            }
            pid = try Spawn(
                arguments: [
                    "/bin/sh", "-c", script, "cistron-keeper", command.log, command.folder, lifetime.rawValue, steps,
                ] + command.account.prefix + command.arguments,
                environment: command.environment,
                descriptors: [input.reading, output.writing, null, lock.descriptor],
                newSession: true
            ).start()
        } catch {
            close(input.writing)
            throw error
        }
        let answer = String(decoding: output.readAll(), as: UTF8.self).trimmingWhitespace()
        guard let number = Int32(answer), let server = ProcessIdentity(pid: number) else {
            close(input.writing)
            Spawn.wait(pid)
            throw LocalServicesError(
                .serverFailed,
                "\(command.arguments[0]) ended at once. The end of \(command.log):\n\(SmallFile.tail(command.log))")
        }
        if lifetime == .detached {
            close(input.writing)
            Spawn.wait(pid)
            return Keeper(server: server, state: State(pid: nil, pipe: nil))
        }
        return Keeper(server: server, state: State(pid: pid, pipe: input.writing))
    }

    /// Lets the keeper end its server, if it still runs, and waits for both; blocks.
    func release() {
        let (pid, pipe) = state.withLock { state in
            defer { state = State(pid: nil, pipe: nil) }
            return (state.pid, state.pipe)
        }
        if let pipe { close(pipe) }
        if let pid { Spawn.wait(pid) }
    }
}
