extension JSONValue? {
    /// Puts a value at a path below this value.
    /// - Returns: what is in the way, or `nil` when the value was stored.
    mutating func store(_ value: JSONValue, at path: ArraySlice<String>, mode: TargetMode) -> String? {
        guard let key = path.first else { return store(value, mode: mode) }
        var object: JSONObject
        switch self {
        case .object(let existing)?: object = existing
        case nil: object = JSONObject()
        case let other?: return "expected an object above, found \(other.kindName)"
        }
        // The old value is taken out first, so that changing it does not copy it.
        self = .null
        var member = object[key]
        let problem = member.store(value, at: path.dropFirst(), mode: mode)
        object[key] = member
        self = .object(object)
        return problem
    }

    private mutating func store(_ value: JSONValue, mode: TargetMode) -> String? {
        switch (mode, self, value) {
        case (.insert, nil, _): self = value
        case (.insert, _, _): return "another value is already there (target_mode insert)"
        case (.append, nil, _): self = .array([value])
        case (.append, .array(let list)?, _): self = .array(list + [value])
        case (.append, let other?, _): return "target_mode append needs a list, found \(other.kindName)"
        case (.extend, nil, .array): self = value
        case (.extend, .array(let list)?, .array(let more)): self = .array(list + more)
        case (.extend, _, _): return "target_mode extend joins lists only"
        case (.merge, nil, .object): self = value
        case (.merge, .object(let object)?, .object(let other)): self = .object(object.merged(with: other))
        case (.merge, _, _): return "target_mode merge joins objects only"
        }
        return nil
    }
}

extension JSONObject {
    /// All members of both; objects are merged in turn, otherwise the other one's value wins.
    func merged(with other: JSONObject) -> JSONObject {
        var result = self
        for member in other.members {
            if case .object(let inner)? = result[member.key], case .object(let more) = member.value {
                result[member.key] = .object(inner.merged(with: more))
            } else {
                result[member.key] = member.value
            }
        }
        return result
    }
}
