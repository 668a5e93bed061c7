/// The header frame of a message, as far as this program uses it.
struct ContentProperties: Equatable {
    var messageID = ""
    var contentType: String?
    var type: String?
    var headers: [String: AMQPValue] = [:]
    var bodySize: UInt64 = 0
}
