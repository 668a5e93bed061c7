import Cryptography
import Testing

@Suite("Cryptography")
struct CryptographyTests {
    @Test(
        "SHA-256 gives the digests of FIPS 180-4",
        arguments: [
            ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ])
    func knownDigests(text: String, expected: String) {
        #expect(SHA256.hash(Array(text.utf8)).hexadecimal == expected)
    }

    @Test("Feeding in pieces is feeding at once, and a digest can be taken on the way")
    func pieces() {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0) }
        var hash = SHA256()
        hash.update(bytes[..<4_321])
        #expect(hash.finalize() == SHA256.hash(bytes[..<4_321]))
        hash.update(bytes[4_321...].lazy.map(\.self))
        #expect(hash.finalize() == SHA256.hash(bytes))
    }

    @Test("Hexadecimal is read in either case and refused when it is not a digest")
    func hexadecimal() {
        let digest = SHA256.hash([1, 2, 3])
        #expect(Digest(hexadecimal: digest.hexadecimal) == digest)
        #expect(Digest(hexadecimal: digest.hexadecimal.uppercased()) == digest)
        #expect(Digest(hexadecimal: digest.hexadecimal.dropLast()) == nil)
        #expect(Digest(hexadecimal: String(repeating: "g", count: 64)) == nil)
        #expect(Digest(bytes: [0]) == nil)
    }

    @Test("Tokens are long, different, and do not print themselves")
    func tokens() {
        let tokens = (0..<100).map { _ in SecretToken() }
        #expect(Set(tokens.map(\.text)).count == 100)
        #expect(tokens.allSatisfy { $0.text.count == 43 })
        #expect("\(tokens[0])" != tokens[0].text)
        #expect(SecretToken(presented: tokens[0].text).digest == tokens[0].digest)
    }

    @Test("A password fits its own hash only, and a missing user costs the same work")
    func passwords() async throws {
        let hasher = PasswordHasher()
        let hash = try await hasher.hash("correct horse äöü")
        #expect(hash.hasPrefix("$argon2id$"))
        #expect(try await hasher.verify("correct horse äöü", against: hash))
        #expect(try await !hasher.verify("correct horse", against: hash))
        #expect(try await !hasher.verify("", against: hash))
        #expect(try await !hasher.verify("correct horse äöü", against: nil))
        #expect(try await hasher.hash("correct horse äöü") != hash)
    }
}
