import Foundation
import Genomics
import Postgres
import Store

/// A chunk, read: what the probands carry, and what became of every record.
struct ChunkReading {
    let content: ChunkContent
    private let chunk: ChunkRecord
    private let samples: [SampleRecord]

    /// Reads a chunk.
    ///
    /// - Parameters:
    ///   - samples: those of the chunk's file.
    ///   - bytes: the chunk's lines.
    init(chunk: ChunkRecord, samples: [SampleRecord], bytes: [UInt8]) throws {
        guard let assembly = Assembly(rawValue: chunk.assembly) else {
            throw StoreError.schema("The assembly \(chunk.assembly) is unknown.")
        }
        self.chunk = chunk
        self.samples = samples.sorted { $0.ordinal < $1.ordinal }
        let pedigree = Pedigree(persons: self.samples.persons)
        content = ChunkReader(header: try VCFHeader(chunk.header), pedigree: pedigree, assembly: assembly)
            .read(bytes, firstLine: chunk.firstLine)
    }

    /// What is to be stored.
    ///
    /// - Parameters:
    ///   - alleleIDs: the ids of `content.alleles`.
    ///   - broken: lines whose annotation cannot be used, with the reason; their records are quarantined as a whole.
    /// - Returns: the genotypes; how the records ended, which adds up to all of them; the quarantined ones.
    func result(
        alleleIDs: [Int64], broken: [Int: QuarantinedRecord]
    ) -> (genotypes: [NewGenotype], counts: ChunkCounts, quarantine: [QuarantinedRecord]) {
        var counts = ChunkCounts(stored: 0, filtered: [:], rejected: 0)
        var quarantine: [QuarantinedRecord] = []
        for outcome in content.outcomes {
            switch outcome.disposition {
            case .stored:
                if let record = broken[outcome.line] {
                    counts.rejected += 1
                    quarantine.append(record)
                } else {
                    counts.stored += 1
                }
            case .notInProband:
                counts.filtered["not_in_proband", default: 0] += 1
            case .rejected(let error):
                counts.rejected += 1
                quarantine.append(
                    QuarantinedRecord(
                        file: chunk.file, line: outcome.line, reason: error.code.rawValue, detail: error.explanation))
            }
        }
        let genotypes = content.genotypes.compactMap { genotype -> NewGenotype? in
            let line = content.alleles[genotype.allele].line
            let second = genotype.secondAllele.map { content.alleles[$0].line }
            guard broken[line] == nil, second.map({ broken[$0] == nil }) ?? true else { return nil }
            return new(genotype, line, alleleIDs)
        }
        return (genotypes, counts, quarantine)
    }

    private func new(_ genotype: StoredGenotype, _ line: Int, _ alleleIDs: [Int64]) -> NewGenotype {
        let calls = zip(samples, genotype.samples).map { NewCall($0, $1, second: false) }
        let second = zip(samples, genotype.secondSamples).map { NewCall($0, $1, second: true) }
        return NewGenotype(
            line: line, alleleID: alleleIDs[genotype.allele],
            secondAlleleID: genotype.secondAllele.map { alleleIDs[$0] },
            filterStatus: genotype.filterStatus, quality: genotype.quality, calls: calls + second)
    }
}

extension NewCall {
    fileprivate init(_ sample: SampleRecord, _ genotype: SampleGenotype, second: Bool) {
        self.init(
            sampleID: sample.id, isSecondAllele: second, type: genotype.type.rawValue,
            isMultiallelic: genotype.isMultiallelic, genotypeQuality: genotype.quality, depth: genotype.depth,
            copyNumber: genotype.copyNumber, alleleRatio: genotype.alleleRatio,
            alleleDepths: genotype.alleleDepth.map(JSONText.init), likelihoods: genotype.likelihoods)
    }
}

extension JSONText {
    /// `{"REF (A)":10,"C":12}`: keys are bases, so nothing needs escaping.
    fileprivate init(_ depth: AlleleDepth) {
        let reference = depth.referenceBases.map { "REF (\($0))" } ?? "REF"
        let entries = [(reference, depth.referenceReads)] + depth.alternates.map { ($0.bases, $0.reads) }
        self.init(text: "{" + entries.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}")
    }
}

extension [SampleRecord] {
    /// The samples of one file as persons, relatives by index.
    fileprivate var persons: [Pedigree.Person] {
        let places = Dictionary(uniqueKeysWithValues: enumerated().map { ($1.id, $0) })
        return map { sample in
            Pedigree.Person(
                identifier: sample.identifier, family: sample.familyID, sex: sample.sex.flatMap(Pedigree.Sex.init),
                isAffected: sample.isAffected, isProband: sample.isProband,
                father: sample.fatherID.flatMap { places[$0] },
                mother: sample.motherID.flatMap { places[$0] })
        }
    }
}
