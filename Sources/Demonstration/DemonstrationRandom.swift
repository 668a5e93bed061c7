/// SplitMix64: small, fast, and the same on every platform and in every release of Swift.
///
/// The standard library's `random(in:using:)` may change between releases, so ranges are drawn here.
struct DemonstrationRandom: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mix(state)
    }

    /// Uniform in the range; the bias of the multiplication is below 2⁻³².
    mutating func integer(in range: Range<Int>) -> Int {
        range.lowerBound + Int(next().multipliedFullWidth(by: UInt64(range.count)).high)
    }

    /// Uniform in [0, 1).
    mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

    mutating func element<Element>(of elements: [Element]) -> Element { elements[integer(in: 0..<elements.count)] }

    /// The index of a weight, drawn in proportion to the weights.
    mutating func index(weights: [Int]) -> Int {
        var remaining = integer(in: 0..<weights.reduce(0, +))
        for (index, weight) in weights.enumerated() {
            if remaining < weight { return index }
            remaining -= weight
        }
        return weights.count - 1
    }

    /// The finaliser of SplitMix64, also used as a hash.
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
