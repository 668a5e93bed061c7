/// The parts of an `amqp://` address (RabbitMQ's URI specification), percent-decoded.
struct BrokerAddress: Equatable {
    var isSecure: Bool
    var user = "guest"
    var password = "guest"
    var host: String
    var port: Int
    var virtualHost = "/"

    init(_ uri: String) throws(AMQPError) {
        // Schemes are case-insensitive; only this slice is compared, so nothing of the address reaches an error.
        guard let schemeEnd = uri.firstRange(of: "://") else { throw Self.fault("it must begin with amqp://") }
        switch uri[..<schemeEnd.lowerBound].lowercased() {
        case "amqp": (isSecure, port) = (false, 5672)
        case "amqps": (isSecure, port) = (true, 5671)
        default: throw Self.fault("it must begin with amqp:// or amqps://")
        }
        var rest = uri[schemeEnd.upperBound...]
        guard !rest.contains(where: { $0 == "?" || $0 == "#" }) else {
            throw Self.fault("query parameters and fragments are not supported")
        }
        if let slash = rest.firstIndex(of: "/") {
            let path = rest[rest.index(after: slash)...]
            guard !path.contains("/") else { throw Self.fault("a slash in the virtual host is written %2F") }
            // The specification reads "amqp://host/" as a host with an empty name, which nobody has.
            if !path.isEmpty { virtualHost = try Self.decode(path, "virtual host") }
            rest = rest[..<slash]
        }
        if let at = rest.lastIndex(of: "@") {
            let account = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = try Self.decode(account[0], "user")
            password = account.count > 1 ? try Self.decode(account[1], "password") : ""
            rest = rest[rest.index(after: at)...]
        }
        let (hostPart, portPart) = try Self.splitPort(rest)
        host = try Self.decode(hostPart, "host")
        guard !host.isEmpty else { throw Self.fault("the host is missing") }
        if let portPart {
            guard let number = Int(portPart), (1...65535).contains(number) else {
                throw Self.fault("the port must be a number from 1 to 65535")
            }
            port = number
        }
    }

    private static func splitPort(_ text: Substring) throws(AMQPError) -> (Substring, Substring?) {
        guard text.first == "[" else {
            guard let colon = text.firstIndex(of: ":") else { return (text, nil) }
            return (text[..<colon], text[text.index(after: colon)...])
        }
        guard let bracket = text.firstIndex(of: "]") else { throw fault("an IPv6 address needs a closing bracket") }
        let host = text[text.index(after: text.startIndex)..<bracket]
        let after = text[text.index(after: bracket)...]
        guard let colon = after.first else { return (host, nil) }
        guard colon == ":" else { throw fault("only a port may follow the bracket of an IPv6 address") }
        return (host, after.dropFirst())
    }

    private static func decode(_ text: Substring, _ part: String) throws(AMQPError) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let value = hexByte(rest.removeFirst(), rest.removeFirst()) else {
                throw fault("the \(part) has a percent sign that is not followed by two hexadecimal digits")
            }
            bytes.append(value)
        }
        // A NUL would silently cut the C string that the client library takes.
        guard !bytes.contains(0), let decoded = String(validating: bytes, as: UTF8.self) else {
            throw fault("the \(part) is not UTF-8 text")
        }
        return decoded
    }

    private static func hexByte(_ high: UInt8, _ low: UInt8) -> UInt8? {
        let digits = [high, low].map { Character(UnicodeScalar($0)).hexDigitValue }
        guard let high = digits[0], let low = digits[1] else { return nil }
        return UInt8(high * 16 + low)
    }

    private static func fault(_ reason: String) -> AMQPError {
        AMQPError(.configuration, replyText: "the broker's address cannot be read: \(reason)")
    }
}
