/// Bases in upper case.
struct Bases {
    let bytes: [UInt8]

    /// Nil if there is anything but A, C, G, T, N in either case.
    init?(_ text: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            // Clearing bit 5 makes ASCII letters upper case.
            switch byte & 0xdf {
            case UInt8(ascii: "A"), UInt8(ascii: "C"), UInt8(ascii: "G"), UInt8(ascii: "T"), UInt8(ascii: "N"):
                bytes.append(byte & 0xdf)
            default: return nil
            }
        }
        self.bytes = bytes
    }
}

/// A change without the ends that REF and ALT share.
struct TrimmedChange {
    /// Which end goes first. It matters inside repeats, where one base can be counted to either end.
    enum First {
        /// For small variants: the change comes to lie as far left as the record reaches.
        case suffix
        /// For structural variants: the base at POS is padding by definition, and the end agrees with INFO END.
        case prefix
    }

    /// 0-based: how many bases of the contig stand before the change.
    private(set) var start: Int
    private(set) var deleted: ArraySlice<UInt8>
    private(set) var inserted: ArraySlice<UInt8>

    init(start: Int, deleted: Bases, inserted: Bases, first: First) {
        self.start = start
        self.deleted = deleted.bytes[...]
        self.inserted = inserted.bytes[...]
        switch first {
        case .suffix:
            trimSuffix()
            trimPrefix()
        case .prefix:
            trimPrefix()
            trimSuffix()
        }
    }

    private mutating func trimSuffix() {
        while let last = deleted.last, last == inserted.last {
            deleted.removeLast()
            inserted.removeLast()
        }
    }

    private mutating func trimPrefix() {
        while let first = deleted.first, first == inserted.first {
            deleted.removeFirst()
            inserted.removeFirst()
            start += 1
        }
    }
}
