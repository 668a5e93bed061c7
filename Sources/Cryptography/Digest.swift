import CSodium

/// A SHA-256 digest: 32 bytes.
package struct Digest: Sendable, Hashable, CustomStringConvertible {
    /// The digest's bytes, always 32.
    package let bytes: [UInt8]

    /// Creates a digest from its bytes; nil unless there are 32.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// Creates a digest from 64 hexadecimal digits of either case; nil for anything else.
    package init?(hexadecimal text: some StringProtocol) {
        let digits = text.utf8.map { Self.value(ofDigit: $0) }
        guard digits.count == 64, !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        bytes = stride(from: 0, to: 64, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }

    fileprivate init(unchecked bytes: [UInt8]) { self.bytes = bytes }

    /// Lower-case hexadecimal, as `sha256sum` prints it.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    package var description: String { hexadecimal }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}

/// SHA-256 (FIPS 180-4), fed piece by piece.
package struct SHA256: Sendable {
    private var state = crypto_hash_sha256_state()

    /// Begins a digest.
    package init() {
        crypto_hash_sha256_init(&state)
    }

    /// Adds bytes.
    package mutating func update(_ bytes: some Collection<UInt8>) {
        let added: Void? = bytes.withContiguousStorageIfAvailable { pointer in
            _ = crypto_hash_sha256_update(&state, pointer.baseAddress, UInt64(pointer.count))
        }
        if added == nil { update(Array(bytes)) }
    }

    /// The digest of everything added; the value can be fed further.
    package func finalize() -> Digest {
        var copy = state
        var bytes = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256_final(&copy, &bytes)
        return Digest(unchecked: bytes)
    }

    /// The digest of some bytes.
    package static func hash(_ bytes: some Collection<UInt8>) -> Digest {
        var hash = SHA256()
        hash.update(bytes)
        return hash.finalize()
    }
}
