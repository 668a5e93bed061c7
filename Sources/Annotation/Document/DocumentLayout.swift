/// The shape of the documents a configuration makes, computed once: each target gets a slot, the keys are sorted, and
/// a record only fills slots.
struct DocumentLayout: Sendable {
    /// Where a target's value goes: a slot, and the rest of the path when another target lies above it.
    struct Place: Hashable, Sendable {
        let slot: Int
        let rest: [String]
    }

    private indirect enum Node: Sendable {
        case slot(Int)
        case branch([(key: String, node: Node)])
    }

    let slotCount: Int
    private let tree: Node
    private let slots: [[String]: Int]

    init(targets: some Sequence<[String]>) {
        let targets = Set(targets)
        // A target below another one shares its slot, as it writes into the other's object.
        let roots = targets.filter { target in
            !(1..<target.count).contains { targets.contains(Array(target.prefix($0))) }
        }
        let ordered = roots.sorted { $0.lexicographicallyPrecedes($1) }
        self.slotCount = ordered.count
        let slots = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($0.element, $0.offset) })
        self.slots = slots
        self.tree = DocumentLayout.branch(ordered[...], depth: 0, slots: slots)
    }

    func place(of target: [String]) -> Place {
        for length in 1...target.count {
            if let slot = slots[Array(target.prefix(length))] {
                return Place(slot: slot, rest: Array(target.dropFirst(length)))
            }
        }
        preconditionFailure("the layout was made without this target")
    }

    /// The document of the filled slots; keys without any value are left out.
    func assemble(_ values: [JSONValue?]) -> JSONObject {
        guard case .object(let root)? = DocumentLayout.value(of: tree, values) else { return JSONObject() }
        return root
    }

    private static func branch(_ targets: ArraySlice<[String]>, depth: Int, slots: [[String]: Int]) -> Node {
        var children: [(key: String, node: Node)] = []
        var start = targets.startIndex
        while start < targets.endIndex {
            let key = targets[start][depth]
            let end = targets[start...].firstIndex { $0[depth] != key } ?? targets.endIndex
            let group = targets[start..<end]
            if group.count == 1, targets[start].count == depth + 1, let slot = slots[targets[start]] {
                children.append((key, .slot(slot)))
            } else {
                children.append((key, branch(group, depth: depth + 1, slots: slots)))
            }
            start = end
        }
        return .branch(children)
    }

    private static func value(of node: Node, _ values: [JSONValue?]) -> JSONValue? {
        switch node {
        case .slot(let slot): return values[slot]
        case .branch(let children):
            var members: [JSONObject.Member] = []
            members.reserveCapacity(children.count)
            for child in children {
                if let value = value(of: child.node, values) {
                    members.append(JSONObject.Member(key: child.key, value: value))
                }
            }
            return members.isEmpty ? nil : .object(JSONObject(sorted: members))
        }
    }
}
