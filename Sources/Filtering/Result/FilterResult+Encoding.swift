import FoundationEssentials

extension FilterResult {
    /// First bytes of every encoded result; the last one is the version of the form.
    private static let magic: [UInt8] = Array("CFR".utf8) + [1]

    /// A compact form to be stored, compressed, with the run. Equal results have equal bytes.
    ///
    /// Little-endian: magic; number of steps (UInt16), for each name length (UInt16), name, candidates, rescued and
    /// removed (UInt32 each); number of rows (UInt32); then by column ids (Int64), steps (Int16), annotation versions
    /// (16 bytes, zeros = none). The order of columns lets compression see like beside like.
    package func encoded() -> [UInt8] {
        var bytes = FilterResult.magic
        bytes.reserveCapacity(64 + steps.count * 48 + alleleIDs.count * 26)
        bytes.append(littleEndian: UInt16(steps.count))
        for step in steps {
            bytes.append(littleEndian: UInt16(step.name.utf8.count))
            bytes.append(contentsOf: step.name.utf8)
            for count in [step.candidates, step.rescued, step.removed] { bytes.append(littleEndian: UInt32(count)) }
        }
        bytes.append(littleEndian: UInt32(alleleIDs.count))
        for id in alleleIDs { bytes.append(littleEndian: id) }
        for step in removedBy { bytes.append(littleEndian: step) }
        for version in annotationVersions { bytes.append(uuid: version) }
        return bytes
    }

    /// Reads an encoded result.
    /// - Throws: ``FilteringError`` (`encoding`) when the bytes are no whole, consistent result.
    package init(decoding bytes: [UInt8]) throws(FilteringError) {
        guard bytes.starts(with: FilterResult.magic) else {
            throw FilteringError(.encoding, "these bytes are no filter result of a known version")
        }
        var reader = Reader(bytes: bytes, position: FilterResult.magic.count)
        var steps: [Step] = []
        for position in 0..<Int(try reader.integer(UInt16.self)) {
            let name = try reader.text(Int(try reader.integer(UInt16.self)))
            let counts = [
                Int(try reader.integer(UInt32.self)), Int(try reader.integer(UInt32.self)),
                Int(try reader.integer(UInt32.self)),
            ]
            steps.append(
                Step(position: position, name: name, candidates: counts[0], rescued: counts[1], removed: counts[2]))
        }
        let count = Int(try reader.integer(UInt32.self))
        guard reader.remaining == count * 26 else { throw FilteringError(.encoding, "the filter result is cut off") }
        var ids: [Int64] = []
        var removedBy: [Int16] = []
        var versions: [UUID?] = []
        for _ in 0..<count { ids.append(try reader.integer(Int64.self)) }
        for _ in 0..<count { removedBy.append(try reader.integer(Int16.self)) }
        for _ in 0..<count { versions.append(try reader.uuid()) }
        self.init(alleleIDs: ids, removedBy: removedBy, annotationVersions: versions, steps: steps)
        guard isConserved, zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw FilteringError(.encoding, "the sums of the filter result do not agree")
        }
    }

    private struct Reader {
        let bytes: [UInt8]
        var position: Int

        var remaining: Int { bytes.count - position }

        mutating func take(_ count: Int) throws(FilteringError) -> ArraySlice<UInt8> {
            guard remaining >= count else { throw FilteringError(.encoding, "the filter result is cut off") }
            defer { position += count }
            return bytes[position..<position + count]
        }

        mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(FilteringError) -> Value {
            var value: Value = 0
            for byte in try take(Value.bitWidth / 8).reversed() { value = value << 8 | Value(truncatingIfNeeded: byte) }
            return value
        }

        mutating func text(_ count: Int) throws(FilteringError) -> String {
            String(decoding: try take(count), as: UTF8.self)
        }

        mutating func uuid() throws(FilteringError) -> UUID? {
            let part = try take(16)
            guard part.contains(where: { $0 != 0 }) else { return nil }
            var uuid: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
            withUnsafeMutableBytes(of: &uuid) { $0.copyBytes(from: part) }
            return UUID(uuid: uuid)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(uuid: UUID?) {
        guard let uuid else { return append(contentsOf: repeatElement(0, count: 16)) }
        Swift.withUnsafeBytes(of: uuid.uuid) { append(contentsOf: $0) }
    }
}
