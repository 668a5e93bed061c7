import FoundationEssentials

/// One request to a server on 127.0.0.1.
///
/// In version 1.0 the server sends the body as it is and then closes the connection, which is all the protocol we need.
struct HTTPRequest: Sendable {
    let method: String
    let path: String
    let user: String
    let password: String
    let body: Data

    struct Response: Sendable {
        let status: Int
        let body: Data
    }

    /// Sends it and waits for the whole answer; blocks, at most 30 seconds a step.
    func send(to port: Int) throws -> Response {
        let connection = try LoopbackConnection(port: port, seconds: 30)
        let credentials = Data("\(user):\(password)".utf8).base64EncodedString()
        let head = """
            \(method) \(path) HTTP/1.0\r
            Host: 127.0.0.1:\(port)\r
            Authorization: Basic \(credentials)\r
            Content-Type: application/json\r
            Content-Length: \(body.count)\r
            \r

            """
        try connection.send(Array(head.utf8) + Array(body))
        return try Self.parse(try connection.receiveAll())
    }

    static func parse(_ bytes: [UInt8]) throws -> Response {
        let separator = Array("\r\n\r\n".utf8)
        let line = bytes.prefix { $0 != UInt8(ascii: "\r") }.split(separator: UInt8(ascii: " "))
        guard line.count >= 2, line[0].starts(with: Array("HTTP/1.".utf8)),
            let status = Int(String(decoding: line[1], as: UTF8.self)), let end = bytes.firstRange(of: separator)
        else {
            throw LocalServicesError(.managementFailed, "RabbitMQ's management interface sent an incomplete answer.")
        }
        return Response(status: status, body: Data(bytes[end.upperBound...]))
    }
}
