/// The method frame of a message that came back.
struct ReturnHead: Equatable {
    var replyCode: Int
    var replyText: String
    var exchange: String
    var routingKey: String
}
