import CLibPQ

/// The owner of a connection of libpq. Stays on the connection's thread.
final class ServerConnection {
    let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) { self.pointer = pointer }

    deinit { PQfinish(pointer) }

    /// Whether libpq has not noticed a loss.
    var isOpen: Bool { PQstatus(pointer) == CONNECTION_OK }

    /// The file descriptor, negative after a loss.
    var socket: Int32 { PQsocket(pointer) }

    /// Which server is being talked to, as `host:port`; the address only when it differs from the host.
    var address: String {
        let host = PQhost(pointer).map { String(cString: $0) } ?? ""
        let address = PQhostaddr(pointer).map { String(cString: $0) } ?? ""
        let port = PQport(pointer).map { String(cString: $0) } ?? ""
        return (address.isEmpty || address == host ? host : "\(host) (\(address))") + ":" + port
    }

    /// What libpq says about a failed attempt to connect, in one line: host, port, user and the system's reason. The
    /// server's own words are reduced to their SQLSTATE by the verbosity set for every connection.
    var connectMessage: String {
        let message = PQerrorMessage(pointer).map { String(cString: $0) } ?? ""
        return message.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    var transaction: SessionStatus.Transaction {
        switch PQtransactionStatus(pointer) {
        case PQTRANS_IDLE: .none
        case PQTRANS_INERROR: .failed
        default: .open
        }
    }
}
