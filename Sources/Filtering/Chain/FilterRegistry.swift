/// The filters a configuration may name.
package struct FilterRegistry: Sendable {
    private let filters: [String: any Filter.Type]
    /// Filters of ELLA that are still to be written; naming them apart gives a better message.
    private let planned: Set<String>

    init(_ filters: [any Filter.Type], planned: Set<String> = []) {
        self.filters = Dictionary(filters.map { ($0.name, $0) }) { first, _ in first }
        self.planned = planned
    }

    /// All filters there are.
    package static let standard = FilterRegistry(
        [ConsequenceFilter.self, FrequencyFilter.self],
        planned: [
            "classification", "callertype", "external", "gene", "inheritancemodel", "ppy", "quality", "region",
            "segregation", "size",
        ])

    func filter(named name: String, at path: String) throws(FilteringError) -> any Filter.Type {
        if let filter = filters[name] { return filter }
        let known = filters.keys.sorted().joined(separator: ", ")
        guard planned.contains(name) else {
            throw FilteringError(.configuration, at: path, "no filter \"\(name)\"; supported: \(known)")
        }
        throw FilteringError(.unsupported, at: path, "not supported yet: \(name); supported: \(known)")
    }
}
