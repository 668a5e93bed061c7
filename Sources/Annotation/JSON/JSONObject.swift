/// The members of a JSON object, always sorted by key: the canonical order of a stored document.
package struct JSONObject: Hashable, Sendable {
    /// One key and its value.
    package struct Member: Hashable, Sendable {
        /// The key.
        package let key: String
        /// The value.
        package var value: JSONValue

        /// A member.
        package init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }
    }

    /// Sorted by key, keys distinct.
    package private(set) var members: [Member]

    /// An object without members.
    package init() {
        self.members = []
    }

    /// An object from members whose keys are sorted and distinct; checked in debug builds.
    package init(sorted members: [Member]) {
        assert(
            zip(members, members.dropFirst()).allSatisfy { $0.key < $1.key },
            "members of a JSON object must be sorted and distinct"
        )
        self.members = members
    }

    /// Whether there are no members.
    package var isEmpty: Bool { members.isEmpty }
    /// The keys in order.
    package var keys: [String] { members.map(\.key) }

    /// The value of a key; setting `nil` removes the member.
    package subscript(key: String) -> JSONValue? {
        get {
            let position = insertionIndex(of: key)
            return holds(key, at: position) ? members[position].value : nil
        }
        set {
            let position = insertionIndex(of: key)
            switch (holds(key, at: position), newValue) {
            case (true, let value?): members[position].value = value
            case (true, nil): members.remove(at: position)
            case (false, let value?): members.insert(Member(key: key, value: value), at: position)
            case (false, nil): break
            }
        }
    }

    /// The value at the end of a path of keys.
    package subscript(path path: some Sequence<String>) -> JSONValue? {
        var value = JSONValue.object(self)
        for key in path {
            guard let next = value.objectValue?[key] else { return nil }
            value = next
        }
        return value
    }

    private func holds(_ key: String, at position: Int) -> Bool {
        position < members.count && members[position].key == key
    }

    private func insertionIndex(of key: String) -> Int {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if members[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// Members in any order; the last one of a key counts.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self.init()
        for (key, value) in elements { self[key] = value }
    }
}
