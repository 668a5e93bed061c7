/// The fixed parts of PostgreSQL's binary COPY format.
enum CopyFormat {
    /// Signature, flags, and the length of an empty header extension.
    static let header: [UInt8] = signature + [0, 0, 0, 0, 0, 0, 0, 0]
    static let signature: [UInt8] = [0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]
    /// The number of fields that ends the data.
    static let trailer: [UInt8] = [0xFF, 0xFF]
}
