package import struct Foundation.Date
package import struct Foundation.UUID

extension UUID {
    /// A version 7 UUID (RFC 9562, 5.7): milliseconds since 1970 in front, random behind.
    ///
    /// Rows made one after another get ids close to one another, which keeps indexes small and inserts local.
    package static func version7(at time: Date = Date()) -> UUID {
        let milliseconds = UInt64(max(0, time.timeIntervalSince1970 * 1_000))
        let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0x0FFF)
        let low = UInt64.random(in: 0...UInt64.max) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        func byte(_ word: UInt64, _ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * index)) }
        return UUID(
            uuid: (
                byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5), byte(high, 6),
                byte(high, 7), byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3), byte(low, 4), byte(low, 5),
                byte(low, 6), byte(low, 7)
            ))
    }

    /// Lower-case text, as PostgreSQL prints it.
    package var text: String { uuidString.lowercased() }
}
