/// One record, prepared for the derivation of alleles and genotypes.
struct Site: Sendable {
    let record: VCFRecord
    let info: SiteInfo
    let format: FormatLayout
    let alternates: [Range<Int>]
    /// One a sample; empty until ``readValues(sampleCount:)``.
    private(set) var values: [SampleValues] = []
    private(set) var quality: Double?

    init(_ record: VCFRecord, _ info: SiteInfo, _ format: FormatLayout) {
        self.record = record
        self.info = info
        self.format = format
        alternates = record.alternates()
    }

    /// The genotype of one sample.
    func call(ofSample sample: Int) throws(GenomicsError) -> GenotypeCall {
        guard let range = format.genotype(record.bytes, record.range(ofSample: sample)) else {
            throw error(.missingGenotype, sample: sample, field: "GT", allowed: "GT in FORMAT and in each sample")
        }
        switch GenotypeCall.parse(record.bytes, range, alternateCount: alternates.count) {
        case .success(let call): return call
        case .failure(.ploidy):
            throw error(.unsupportedPloidy, sample: sample, field: "GT", allowed: "haploid and diploid genotypes")
        case .failure(.unreadable):
            throw error(
                .invalidGenotype, sample: sample, field: "GT",
                allowed: "indices from 0 to \(alternates.count), or ., between / or |")
        }
    }

    /// Whether a genotype may mean that the sample carries an ALT of this record.
    func isCarried(by call: GenotypeCall) -> Bool {
        call.first > 0 || (call.second ?? 0) > 0
            || (call.isDiploidMissing && alternates.indices.contains { isDuplication(alternate: $0) })
    }

    /// Whether an ALT (0-based) is an extra copy.
    func isDuplication(alternate index: Int) -> Bool {
        let bytes = record.bytes
        let alternate = alternates[index]
        guard bytes[alternate].first == UInt8(ascii: "<") else {
            return info.structuralType.map { bytes[$0].starts(with: "DUP".utf8) } ?? false
        }
        if bytes[alternate].starts(with: "<DUP".utf8) { return true }
        guard !bytes[alternate].starts(with: "<DEL".utf8) else { return false }
        return info.structuralType.map { bytes[$0].starts(with: "DUP".utf8) } ?? false
    }

    /// Reads all that is stored of the sample columns, and QUAL.
    mutating func readValues(sampleCount: Int) throws(GenomicsError) {
        quality = try record.quality()
        values.reserveCapacity(sampleCount)
        for sample in 0..<sampleCount { values.append(try SampleValues(self, sample: sample)) }
    }

    /// A fault of a sample column; its content is not quoted, and the sample is told by its ordinal.
    func error(
        _ code: GenomicsError.Code, sample: Int, field: String? = nil, allowed: String
    ) -> GenomicsError {
        GenomicsError(
            code, in: .vcf, line: record.line, column: "sample \(sample + 1)", field: field, allowed: allowed)
    }
}
