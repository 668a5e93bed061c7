import Cryptography

extension Digest {
    /// A digest from a column that the database holds to 32 bytes.
    init(stored bytes: [UInt8]) throws {
        guard let digest = Digest(bytes: bytes) else { throw StoreError.schema("A stored digest has not 32 bytes.") }
        self = digest
    }
}
