import Foundation

/// One request, as a route describes it.
struct Call: Sendable {
    var method: Method
    /// Begins with a slash; its segments are already encoded.
    var path: String
    var query: [(name: String, value: String)] = []
    var headers: [(name: String, value: String)] = []
    var body: Body = .none
    /// Whether sending it twice does the same as sending it once.
    var isIdempotent: Bool
    /// How long the answer may take, in seconds; nil: as long as it takes.
    var timeLimit: Int64? = 60
    /// Whether the call says who acts.
    var isAuthenticated = true

    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    /// What a request carries.
    enum Body: Sendable {
        case none
        case json(Data)
        case file(path: String, size: Int, progress: @Sendable (_ sent: Int) -> Void)
    }

    init(_ method: Method, _ segments: String..., isIdempotent: Bool? = nil) {
        self.method = method
        path = segments.map { "/" + Self.encoded($0) }.joined()
        self.isIdempotent = isIdempotent ?? (method != .post)
    }

    func query(_ name: String, _ value: String?) -> Call {
        guard let value else { return self }
        var call = self
        call.query.append((name, value))
        return call
    }

    func header(_ name: String, _ value: String?) -> Call {
        guard let value else { return self }
        var call = self
        call.headers.append((name, value))
        return call
    }

    /// Asks the server to wait for the end of a job, and gives it the time.
    func waiting(seconds: Int) -> Call {
        guard seconds > 0 else { return self }
        var call = header("Prefer", "wait=\(seconds)")
        call.timeLimit = 60 + Int64(seconds)
        return call
    }

    /// With an `Idempotency-Key`, which makes any call repeatable.
    func key(_ key: String) -> Call {
        var call = header("Idempotency-Key", key)
        call.isIdempotent = true
        return call
    }

    func body(_ body: Body) -> Call {
        var call = self
        call.body = body
        return call
    }

    /// The address of the call at a server.
    func address(at server: String) -> String {
        let query = query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        return server + path + (query.isEmpty ? "" : "?" + query)
    }

    /// Percent-encodes everything but the unreserved characters of RFC 3986.
    static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
