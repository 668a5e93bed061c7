/// A fault of compressed input, or of the request to compress.
package struct CompressionError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, open for later kinds of fault.
    package struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Storage: String {
            case corrupt, truncated, trailingData, tooLarge, outOfMemory
        }

        private let storage: Storage

        /// The bytes are not what the format allows, or a checksum does not match.
        package static let corrupt = Code(storage: .corrupt)
        /// The input ended inside a gzip member, or a BGZF file lacks its end marker.
        package static let truncated = Code(storage: .truncated)
        /// Something that is neither a gzip member nor zero padding follows the last member.
        package static let trailingData = Code(storage: .trailingData)
        /// More bytes came out than the limit allows.
        package static let tooLarge = Code(storage: .tooLarge)
        /// zlib could not allocate its window.
        package static let outOfMemory = Code(storage: .outOfMemory)

        /// The code as a word.
        package var description: String { storage.rawValue }
    }

    /// The kind of fault.
    package var code: Code
    /// How many bytes of the compressed input had been used when the fault showed.
    package var offset: Int
    /// What is wrong and what to do, without any content of the file.
    package var reason: String

    /// Safe for logs: holds no content of the file.
    package var description: String { "\(code) at compressed byte \(offset): \(reason)" }
}
