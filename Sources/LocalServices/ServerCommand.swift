/// How one server process is run.
struct ServerCommand: Sendable {
    let role: Role
    /// Absolute path of the program, then its arguments. They hold no secrets: anybody can read them.
    let arguments: [String]
    let environment: [String: String]
    let account: ServerAccount
    /// The folder it runs in.
    let folder: String
    /// Where its output is appended.
    let log: String
    let stopSteps: [StopStep]
}
