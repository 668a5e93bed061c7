/// How far a variant lies from the exon and from the coding region, read off its HGVS name (behavioural specification
/// 3.5). Both are `nil` for names that are not of the simple `c.` or `n.` form.
package struct HGVSDistance: Hashable, Sendable {
    /// 0 within an exon, else the signed offset into the intron in bases.
    package let exon: Int?
    /// 0 in coding sequence, negative upstream of it, positive downstream; `nil` within an intron.
    package let codingRegion: Int?

    /// - Parameter name: the HGVS name after the accession, for example `c.1624+24T>A`.
    package init(_ name: String) {
        self.init(0..<name.utf8.count, in: name.utf8.span)
    }

    init(_ range: Range<Int>, in bytes: Span<UInt8>) {
        var reader = Reader(position: range.lowerBound, end: range.upperBound)
        guard reader.skipCoordinateType(bytes), let first = reader.point(bytes) else {
            self.init(exon: nil, codingRegion: nil)
            return
        }
        var points = [first]
        if reader.take(UInt8(ascii: "_"), bytes) {
            guard let second = reader.point(bytes) else {
                self.init(exon: nil, codingRegion: nil)
                return
            }
            points.append(second)
        }
        guard reader.isAtEdit(bytes) else {
            self.init(exon: nil, codingRegion: nil)
            return
        }
        let exon = HGVSDistance.nearest(points.map(\.intronOffset))
        self.init(exon: exon, codingRegion: exon == 0 ? HGVSDistance.nearest(points.map(\.codingDistance)) : nil)
    }

    private init(exon: Int?, codingRegion: Int?) {
        self.exon = exon
        self.codingRegion = codingRegion
    }

    /// The value of the smaller magnitude, the first on a tie.
    private static func nearest(_ distances: [Int]) -> Int? {
        distances.min { abs($0) < abs($1) }
    }
}

extension HGVSDistance {
    /// One end of a variant: `-315`, `*10+5`, `248-1`.
    private struct Point {
        var intronOffset = 0
        /// 0 for a plain position, else signed into the untranslated region.
        var codingDistance = 0
    }

    private struct Reader {
        var position: Int
        let end: Int

        mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
            guard position < end, bytes[position] == byte else { return false }
            position += 1
            return true
        }

        mutating func skipCoordinateType(_ bytes: Span<UInt8>) -> Bool {
            (take(UInt8(ascii: "c"), bytes) || take(UInt8(ascii: "n"), bytes)) && take(UInt8(ascii: "."), bytes)
        }

        mutating func point(_ bytes: Span<UInt8>) -> Point? {
            var point = Point()
            let isUpstream = take(UInt8(ascii: "-"), bytes)
            let isDownstream = !isUpstream && take(UInt8(ascii: "*"), bytes)
            guard let base = number(bytes) else { return nil }
            if isUpstream { point.codingDistance = -base }
            if isDownstream { point.codingDistance = base }
            if take(UInt8(ascii: "+"), bytes) {
                guard let offset = number(bytes) else { return nil }
                point.intronOffset = offset
            } else if take(UInt8(ascii: "-"), bytes) {
                guard let offset = number(bytes) else { return nil }
                point.intronOffset = -offset
            }
            return point
        }

        private mutating func number(_ bytes: Span<UInt8>) -> Int? {
            var value = 0
            let start = position
            while position < end, bytes[position] &- UInt8(ascii: "0") < 10 {
                // No chromosome is this long; a longer number is no position.
                guard position - start < 10 else { return nil }
                value = value * 10 + Int(bytes[position] - UInt8(ascii: "0"))
                position += 1
            }
            return position > start ? value : nil
        }

        /// Whether a change follows: a substitution or `del`, `dup`, `ins`, `inv`, `con`. `=` and others are not simple.
        func isAtEdit(_ bytes: Span<UInt8>) -> Bool {
            var base = position
            while base < end, isBase(bytes[base]) { base += 1 }
            if base > position, base < end, bytes[base] == UInt8(ascii: ">") { return true }
            let rest = position..<end
            return bytes.starts(with: "del", rest) || bytes.starts(with: "dup", rest)
                || bytes.starts(with: "ins", rest) || bytes.starts(with: "inv", rest)
                || bytes.starts(with: "con", rest)
        }

        private func isBase(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "A"), UInt8(ascii: "C"), UInt8(ascii: "G"), UInt8(ascii: "T"), UInt8(ascii: "N"): true
            default: false
            }
        }
    }
}
