import Foundation
import Hummingbird
import PublicAPI

extension Request {
    /// Where a page begins: the id of the last item of the page before.
    func cursor() throws -> UUID? {
        guard let text = uri.queryParameters.get("cursor") else { return nil }
        guard let id = UUID(uuidString: text) else {
            throw Problem.malformed("The cursor is not one of ours.", pointer: "cursor")
        }
        return id
    }

    /// How many items a page has.
    func pageSize(default usual: Int = 50, limit: Int = 500) throws -> Int {
        guard let text = uri.queryParameters.get("limit") else { return usual }
        guard let size = Int(text), (1...limit).contains(size) else {
            throw Problem.malformed("The limit is a number from 1 to \(limit).", pointer: "limit")
        }
        return size
    }
}
