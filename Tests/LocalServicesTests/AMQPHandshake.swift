@testable import LocalServices

/// Opens an AMQP 0-9-1 connection by hand: just enough of the protocol to prove that the password opens the virtual host.
final class AMQPHandshake {
    private struct Refused: Error {}

    private let connection: LoopbackConnection

    init(server: RabbitServer, virtualHost: String) throws {
        connection = try LoopbackConnection(port: server.port, seconds: 20)
        try connection.send(Array("AMQP".utf8) + [0, 0, 9, 1])
        try expect(method: 10)  // start
        let response = "\0\(server.user)\0\(server.password)"
        let credentials = Self.long(response.utf8.count) + Array(response.utf8)
        try send(method: 11, Self.long(0) + Self.short("PLAIN") + credentials + Self.short("en_US"))
        try expect(method: 30)  // tune
        try send(method: 31, [0, 16] + Self.long(131_072) + [0, 0])
        try send(method: 40, Self.short(virtualHost) + Self.short("") + [0])
        try expect(method: 41)  // open-ok
    }

    /// Whether the broker ends the connection, politely or not, within the time limit of the socket.
    func waitForClose() -> Bool {
        do {
            while true {
                let bytes = try connection.receive()
                if bytes.isEmpty { return true }
                // connection.close
                if bytes.count > 10, Array(bytes[7...10]) == [0, 10, 0, 50] { return true }
            }
        } catch {
            return error is LocalServicesError
        }
    }

    private func expect(method: UInt8) throws {
        let frame = try connection.receive()
        guard frame.count > 10, frame[0] == 1, frame[8] == 10, frame[10] == method else { throw Refused() }
    }

    private func send(method: UInt8, _ arguments: [UInt8]) throws {
        let payload: [UInt8] = [0, 10, 0, method] + arguments
        try connection.send([1, 0, 0] + Self.long(payload.count) + payload + [0xce])
    }

    private static func short(_ text: String) -> [UInt8] { [UInt8(text.utf8.count)] + Array(text.utf8) }

    private static func long(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) } }
}
