import Annotation
import Cryptography
import Foundation
import Genomics
import Postgres
import Store

/// Converts and stores the annotation of a chunk's alleles.
///
/// An allele whose INFO bytes were converted before by the same configuration is left alone: nearly all alleles of an
/// import are
/// known, and hashing is far cheaper than converting.
struct ChunkAnnotation {
    private let chunk: ChunkRecord
    private let transaction: Transaction
    private let converter: AnnotationConverter

    init(chunk: ChunkRecord, transaction: Transaction) async throws {
        self.chunk = chunk
        self.transaction = transaction
        guard let record = try await transaction.annotationConfiguration(chunk.configurationID) else {
            throw StoreError.notFound("annotation configuration")
        }
        let genes = try await transaction.transcripts(ofPanel: chunk.panelID).map {
            (hgncID: $0.hgncID, symbol: $0.symbol)
        }
        let header = try VCFHeader(chunk.header)
        converter = try AnnotationConverter(
            configuration: AnnotationConfiguration(decoding: Array(record.document.text.utf8)),
            header: header.info.mapValues {
                InfoField(description: $0.text, number: InfoField.Number($0.number), type: $0.type)
            },
            genes: SymbolGeneResolver(genes))
    }

    /// Stores what is new.
    ///
    /// - Parameters:
    ///   - alleles: those of the chunk.
    ///   - ids: their ids in the catalogue.
    ///   - bytes: the chunk's lines.
    /// - Returns: lines whose annotation cannot be used, with the reason.
    func store(_ alleles: [StoredAllele], ids: [Int64], bytes: [UInt8]) async throws -> [Int: QuarantinedRecord] {
        let known = try await transaction.annotations(of: ids)
        var annotations: [Int64: NewAnnotation] = [:]
        var broken: [Int: QuarantinedRecord] = [:]
        for (allele, id) in zip(alleles, ids) where annotations[id] == nil {
            let raw = rawHash(allele, bytes)
            if known[id]?.rawHash == raw { continue }
            do throws(AnnotationError) {
                let converted = try converter.convert(
                    info: bytes[allele.info], allele: AlleleContext(allele, in: bytes))
                annotations[id] = NewAnnotation(alleleID: id, rawHash: raw, converted)
            } catch {
                broken[allele.line] = QuarantinedRecord(
                    file: chunk.file, line: allele.line, reason: "annotation_\(error.code)", detail: error.explanation)
            }
        }
        _ = try await transaction.store(
            annotations.values.sorted { $0.alleleID < $1.alleleID }, configuration: chunk.configurationID,
            release: chunk.releaseID, releasedOn: chunk.releasedOn)
        return broken
    }

    /// The digest of everything that the conversion of an allele depends on, besides the genes of the panel.
    private func rawHash(_ allele: StoredAllele, _ bytes: [UInt8]) -> Digest {
        var hash = SHA256()
        hash.update(Array(chunk.configurationID.text.utf8))
        hash.update([
            UInt8(truncatingIfNeeded: allele.alternateIndex), UInt8(truncatingIfNeeded: allele.alternateCount),
        ])
        hash.update(bytes[allele.info])
        return hash.finalize()
    }
}

extension AlleleContext {
    /// Which of its record's alleles an allele is. The record's columns are looked at only where it has several.
    fileprivate init(_ allele: StoredAllele, in bytes: [UInt8]) {
        guard allele.alternateCount > 1 else {
            self = .only
            return
        }
        let newline = UInt8(ascii: "\n")
        let start = bytes[..<allele.info.lowerBound].lastIndex(of: newline).map { $0 + 1 } ?? 0
        let columns = bytes[start..<allele.info.lowerBound].split(
            separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        let alternates = columns[4].split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        self.init(
            reference: String(decoding: columns[3], as: UTF8.self),
            alternates: alternates.map { String(decoding: $0, as: UTF8.self) }, index: allele.alternateIndex)
    }
}

extension AnnotationError {
    /// With what was found, for the submitter.
    fileprivate var explanation: String { found.map { "\(description); found “\($0)”" } ?? description }
}

extension NewAnnotation {
    fileprivate init(alleleID: Int64, rawHash: Digest, _ converted: ConvertedAnnotation) {
        self.init(
            alleleID: alleleID, rawHash: rawHash, document: converted.document,
            transcripts: converted.transcripts.map { transcript in
                TranscriptRow(
                    hgncID: transcript.hgncID, symbol: transcript.symbol, transcript: transcript.transcript,
                    hgvsc: transcript.hgvsc, hgvsp: transcript.hgvsp,
                    consequences: transcript.consequences.map(\.rawValue),
                    exonDistance: transcript.exonDistance, codingRegionDistance: transcript.codingRegionDistance)
            },
            frequencies: converted.frequencies.map { value in
                FrequencyRow(
                    population: "\(value.provider).\(value.population)", frequency: value.frequency,
                    number: value.number)
            })
    }
}
