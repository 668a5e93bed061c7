/// One point in which the broker differs from a topology. Bindings are not compared: AMQP cannot list them.
package struct AMQPTopologyDifference: Sendable, Equatable, CustomStringConvertible {
    /// What differs.
    package enum Object: Sendable, Equatable {
        case queue(String)
        case exchange(String)
    }

    /// How it differs.
    package enum Kind: Sendable, Equatable {
        case missing
        /// The broker's own sentence: which argument, what was asked for, what is there.
        case different(String)
    }

    package var object: Object
    package var kind: Kind

    package init(object: Object, kind: Kind) {
        self.object = object
        self.kind = kind
    }

    package var description: String {
        let subject =
            switch object {
            case .queue(let name): "queue \"\(name)\""
            case .exchange(let name): "exchange \"\(name)\""
            }
        return switch kind {
        case .missing: "\(subject) is missing"
        case .different(let reason): "\(subject) differs: \(reason)"
        }
    }
}
