/// How to reach the private RabbitMQ.
package struct RabbitServer: Sendable, CustomStringConvertible {
    /// Always 127.0.0.1.
    package let host = "127.0.0.1"
    /// The port for AMQP 0-9-1; stays the same over restarts.
    package let port: Int
    /// The port of the management interface (HTTP).
    package let managementPort: Int
    /// The name of the administrator.
    package let user = RabbitLauncher.user
    let password: String

    /// Without the password.
    package var description: String { "\(user)@\(host):\(port)" }

    /// The URI for a client library. It holds the password: keep it out of logs and command lines.
    ///
    /// - Parameter virtualHost: the name as it is; `/` is the one that always exists.
    package func amqpURI(virtualHost: String) -> String {
        "amqp://\(user):\(password)@\(host):\(port)/\(Self.percentEncoded(virtualHost))"
    }

    static func percentEncoded(_ text: String) -> String {
        let hex = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                result.append("%")
                result.append(hex[Int(byte >> 4)])
                result.append(hex[Int(byte & 15)])
            }
        }
    }
}
