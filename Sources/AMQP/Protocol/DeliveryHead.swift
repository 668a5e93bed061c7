/// The method frame of a delivery.
struct DeliveryHead: Equatable {
    var tag: UInt64
    var redelivered: Bool
    var exchange: String
    var routingKey: String
}
