/// A process of its own that serves a data folder; epmd is the name server without which RabbitMQ does not start.
enum Role: String, CaseIterable, Codable, CodingKeyRepresentable, Sendable {
    case postgres
    case epmd
    case rabbitmq

    /// The signals that end it, gentlest first.
    ///
    /// PostgreSQL: INT is the fast, QUIT the immediate shutdown. A graceful end of RabbitMQ takes about eight seconds;
    /// its queues survive a SIGKILL just as well, so throw-away servers get that.
    func stopSteps(_ tuning: LocalServices.Tuning) -> [StopStep] {
        switch (self, tuning) {
        case (.postgres, _): [.interrupt(seconds: 20), .quit(seconds: 5), .kill]
        case (.epmd, _): [.terminate(seconds: 1), .kill]
        case (.rabbitmq, .durable): [.terminate(seconds: 25), .kill]
        case (.rabbitmq, .fastTests): [.kill]
        }
    }
}
