import Glibc

/// One step of ending a process: a signal, and how long it may take to show effect.
struct StopStep: Sendable {
    let signal: Int32
    /// The name `kill -s` knows it by.
    let name: String
    let seconds: Int

    static func interrupt(seconds: Int) -> StopStep { StopStep(signal: SIGINT, name: "INT", seconds: seconds) }
    static func quit(seconds: Int) -> StopStep { StopStep(signal: SIGQUIT, name: "QUIT", seconds: seconds) }
    static func terminate(seconds: Int) -> StopStep { StopStep(signal: SIGTERM, name: "TERM", seconds: seconds) }
    static let kill = StopStep(signal: SIGKILL, name: "KILL", seconds: 10)
}
