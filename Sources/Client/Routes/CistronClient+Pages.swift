package import PublicAPI

extension CistronClient {
    /// Reads a list to its end, or until there are enough items.
    ///
    /// - Parameters:
    ///   - limit: how many items are enough.
    ///   - page: fetches the page at a cursor.
    package static func collect<Item>(
        upTo limit: Int = .max, _ page: (_ cursor: String?) async throws -> Page<Item>
    ) async throws -> [Item] {
        var items: [Item] = []
        var cursor: String?
        repeat {
            let next = try await page(cursor)
            items += next.items
            cursor = next.next
        } while cursor != nil && items.count < limit
        return Array(items.prefix(limit))
    }
}
