extension VCFHeader {
    private static let fixedColumns = ["#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT"]

    /// Reads a header: from `##fileformat` up to and including the `#CHROM` line.
    package init(_ bytes: [UInt8]) throws(GenomicsError) {
        var lines = bytes.fields(in: 0..<bytes.count, separator: UInt8(ascii: "\n"))
        if lines.last?.isEmpty == true { lines.removeLast() }
        self.init(version: try Self.version(bytes, lines.first ?? 0..<0))
        lineCount = lines.count
        for (index, range) in lines.enumerated().dropFirst() {
            let line = Self.withoutReturn(bytes, range)
            if bytes[line].starts(with: "##".utf8) {
                try read(meta: bytes.text(line.lowerBound + 2..<line.upperBound), line: index + 1)
            } else if bytes[line].starts(with: "#CHROM".utf8), index == lines.count - 1 {
                samples = try Self.samples(bytes.text(line), line: index + 1)
                return
            } else {
                throw GenomicsError(
                    .invalidHeader, in: .vcf, line: index + 1, found: bytes.text(line),
                    allowed: "a header line starts with ##, and one #CHROM line ends the header")
            }
        }
        throw GenomicsError(
            .missingColumnLine, in: .vcf, line: lines.count,
            allowed: "the header must end with a line that starts with #CHROM")
    }

    private static func version(_ bytes: [UInt8], _ range: Range<Int>) throws(GenomicsError) -> String {
        let first = bytes.text(withoutReturn(bytes, range))
        guard first.hasPrefix("##fileformat=VCFv4") else {
            throw GenomicsError(
                .notAVCF, in: .vcf, line: 1, found: first,
                allowed: "a VCF file starts with ##fileformat=VCFv4.x (plain, gzip or bgzip)")
        }
        return String(first.dropFirst("##fileformat=".count))
    }

    private static func withoutReturn(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int> {
        let hasReturn = !range.isEmpty && bytes[range.upperBound - 1] == UInt8(ascii: "\r")
        return hasReturn ? range.lowerBound..<range.upperBound - 1 : range
    }

    private static func samples(_ text: String, line: Int) throws(GenomicsError) -> [String] {
        let columns = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        for (index, expected) in fixedColumns.enumerated() {
            if index < columns.count, columns[index] == expected { continue }
            if index == 8, columns.count == 8 { break }
            throw GenomicsError(
                .wrongColumns, in: .vcf, line: line, column: expected,
                found: index < columns.count ? columns[index] : nil,
                allowed: "column \(index + 1) must be \(expected), columns are separated by tabs")
        }
        guard columns.count > fixedColumns.count else {
            throw GenomicsError(
                .noSamples, in: .vcf, line: line, allowed: "at least one sample column with genotypes is needed")
        }
        let samples = Array(columns.dropFirst(fixedColumns.count))
        var seen: Set<String> = []
        for (index, sample) in samples.enumerated() {
            guard !sample.isEmpty else {
                throw GenomicsError(
                    .wrongColumns, in: .vcf, line: line, column: "sample \(index + 1)", allowed: "a sample needs a name"
                )
            }
            guard seen.insert(sample).inserted else {
                throw GenomicsError(
                    .duplicateSample, in: .vcf, line: line, column: "sample \(index + 1)", found: sample,
                    allowed: "each sample name may stand once")
            }
        }
        return samples
    }

    private mutating func read(meta text: String, line: Int) throws(GenomicsError) {
        guard let equals = text.firstIndex(of: "=") else { return }
        let value = text[text.index(after: equals)...]
        switch text[..<equals] {
        case "INFO": try Self.define(value, line: line, in: &info)
        case "FORMAT": try Self.define(value, line: line, in: &format)
        case "FILTER": try Self.define(value, line: line, in: &filter)
        case "contig":
            let fields = try Self.structured(value, line: line)
            let id = try Self.id(fields, line: line)
            contigs.append(ContigLine(id: id, length: fields["length"].flatMap(Int.init), assembly: fields["assembly"]))
        case "reference": reference = String(value)
        default: break
        }
    }

    private static func define(
        _ value: Substring, line: Int, in table: inout [String: Definition]
    ) throws(GenomicsError) {
        let fields = try structured(value, line: line)
        let id = try id(fields, line: line)
        table[id] = Definition(
            id: id, number: fields["Number"] ?? "", type: fields["Type"] ?? "", text: fields["Description"] ?? "")
    }

    private static func id(_ fields: [String: String], line: Int) throws(GenomicsError) -> String {
        guard let id = fields["ID"], !id.isEmpty else {
            throw GenomicsError(.invalidHeader, in: .vcf, line: line, field: "ID", allowed: "this line needs an ID=…")
        }
        return id
    }

    private static func structured(_ value: Substring, line: Int) throws(GenomicsError) -> [String: String] {
        guard let fields = VCFMetaValue.fields(value) else {
            throw GenomicsError(
                .invalidHeader, in: .vcf, line: line, found: String(value),
                allowed: "this line must read <ID=…,key=value,…> with quotes closed")
        }
        return fields
    }
}
