import CSodium

/// An opaque 256-bit random token: what a session or an API token is outside; inside only its digest is kept.
package struct SecretToken: Sendable, CustomStringConvertible {
    /// The token as text: 43 characters of URL-safe Base64.
    package let text: String

    /// Draws a new token from the system's random source.
    package init() {
        Sodium.ready
        var bytes = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&bytes, bytes.count)
        text = Self.base64(bytes)
    }

    /// A token somebody presents; any text will do, an unknown one simply finds nothing.
    package init(presented text: String) {
        self.text = text
    }

    /// What is stored and looked up.
    package var digest: Digest { SHA256.hash(Array(text.utf8)) }

    /// Never the token itself, so that it cannot slip into a log.
    package var description: String { "SecretToken(…)" }

    private static func base64(_ bytes: [UInt8]) -> String {
        let variant = Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING)
        var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
        sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
        return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
