package import Foundation
import PublicAPI

/// A filter configuration on disk.
package struct FilterConfigurationFile: Sendable, Hashable {
    /// Under which name it is deposited.
    package let name: String
    /// The document's JSON as it is in the file.
    package let document: Data

    /// Reads a filter configuration.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - name: its name; nil: the document's member `name`, else the name of the file without its extension.
    /// - Throws: ``ClientError/input(_:)``.
    package init(path: String, name: String?) throws {
        guard SubmissionFolder.kind(of: path) == .file, let document = FileManager.default.contents(atPath: path) else {
            throw FileReader.unreadable(path)
        }
        let named: Named
        do {
            named = try JSONDecoder().decode(Named.self, from: document)
        } catch let error as DecodingError {
            let place = error.place
            throw ClientError.input(
                "The filter configuration cannot be used",
                "\(path) is not a JSON object with one filter configuration.",
                items: [Problem.Item(pointer: place.pointer, detail: place.detail)])
        }
        self.document = document
        self.name = name ?? named.name ?? URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    }

    private struct Named: Decodable {
        var name: String?
    }
}
