import CLibPQ

extension Session {
    /// Waits for notifications; ``Interruption/abort()`` ends the waiting with ``PostgresError/Code/closed``.
    func nextNotifications() throws(PostgresError) -> [PostgresListener.Event] {
        try perform(nil) { server throws(PostgresError) in
            while true {
                let events = pendingNotifications(server)
                guard events.isEmpty else { return events }
                try wait(.read, on: server)
                guard PQconsumeInput(server.pointer) != 0 else { throw broken(.connectionLost) }
            }
        }
    }

    private func pendingNotifications(_ server: ServerConnection) -> [PostgresListener.Event] {
        var events: [PostgresListener.Event] = []
        while let notification = PQnotifies(server.pointer) {
            events.append(
                .notification(
                    channel: String(cString: notification.pointee.relname),
                    payload: String(cString: notification.pointee.extra)))
            PQfreemem(notification)
        }
        return events
    }
}
