/// Gives each distinct value a small number, so that filters compare integers and judge a name once.
struct Interner<Value: Hashable & Sendable>: Sendable {
    private(set) var values: [Value] = []
    private var indices: [Value: Int32] = [:]

    /// - Parameter hint: a number to try first; rows tend to repeat the same sequence of values.
    mutating func index(of value: Value, hint: Int32) -> Int32 {
        if hint >= 0, hint < values.count, values[Int(hint)] == value { return hint }
        return index(of: value)
    }

    mutating func index(of value: Value) -> Int32 {
        if let index = indices[value] { return index }
        let index = Int32(values.count)
        indices[value] = index
        values.append(value)
        return index
    }
}
