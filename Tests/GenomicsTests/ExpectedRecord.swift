/// A line of `expected/alleles.jsonl.gz`: what the forerunner made of one record.
struct ExpectedRecord: Decodable {
    struct Allele: Decodable {
        var caller_type, change_from, change_to, change_type, chromosome, genome_reference: String
        var length, open_end_position, start_position, vcf_pos: Int
        var vcf_alt, vcf_ref: String
    }

    struct SampleData: Decodable {
        var sample: String
        var secondallele, multiallelic: Bool
        var type: String
        var genotype_quality, sequencing_depth, copy_number: Int?
        var allele_ratio: Double
        var genotype_likelihood: [Int]?
        var allele_depth: [String: Int]
    }

    struct Genotype: Decodable {
        var allele: String
        var secondallele: String?
        var role, sample: String
        var filter_status: String?
        var variant_quality: Int?
        var sampledata: [SampleData]
    }

    var line: Int
    var file: Int?
    var imported: Bool
    var record: String
    var allele: Allele?
    var genotypes: [Genotype]?
}
