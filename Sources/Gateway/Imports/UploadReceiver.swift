import Compression
import Cryptography
import Genomics
import Hummingbird
import NIOCore
import PublicAPI
import Store

import struct Foundation.UUID

/// Receives one file of an upload while it streams: hashes it as it travels, inflates it, cuts it into chunks of whole
/// records and stages each.
///
/// Memory stays bounded whatever the file's size. A fault of the content does not end the transfer at once: the rest is
/// still hashed, so that a file that broke on the way is told from one that was never good.
struct UploadReceiver {
    let services: GatewayServices
    let context: GatewayContext
    let upload: UUID
    let file: UploadFile
    /// Separates what this transfer stages from what others do.
    let attempt = UUID.version7()

    /// What came of a transfer.
    enum Outcome {
        /// The file is here, whole and read.
        case received(ReceivedFile)
        /// The file arrived as announced, but it is not good.
        case faulty(Problem)
    }

    /// Takes the body of a request.
    ///
    /// - Throws: ``Problem`` when what arrives is not what was announced; it may be sent again.
    @concurrent func receive(_ body: RequestBody) async throws -> Outcome {
        var hash = SHA256()
        var size = 0
        var reading: Reading = file.role == .vcf ? .variants(try VariantReading()) : .pedigree([])
        var fault: Problem?
        for try await buffer in body {
            let bytes = Array(buffer: buffer)
            size += bytes.count
            guard size <= file.size else {
                throw Problem.invalid(
                    "size-mismatch", "Size mismatch",
                    "\(file.name) was announced with \(file.size) bytes; more arrived.")
            }
            hash.update(bytes)
            guard fault == nil else { continue }
            do {
                try await take(bytes, &reading)
            } catch {
                fault = try contentFault(error)
            }
        }
        guard size == file.size, hash.finalize() == file.sha256 else {
            throw Problem.invalid(
                "transfer-incomplete", "Transfer incomplete",
                "\(file.name) did not arrive as announced (\(size) of \(file.size) bytes, or another SHA-256). Send it again."
            )
        }
        if fault == nil {
            do {
                return .received(try await finish(&reading))
            } catch {
                fault = try contentFault(error)
            }
        }
        return .faulty(fault ?? Problem.malformed("The file cannot be read."))
    }

    /// A file while it arrives.
    private enum Reading {
        case variants(VariantReading)
        case pedigree([UInt8])
    }

    /// A VCF while it arrives. A class, because the inflater is neither copied nor moved.
    private final class VariantReading {
        var inflater: Inflater
        var cutter = ChunkCutter()
        var header: [UInt8] = []

        init() throws { inflater = try Inflater() }
    }

    private func take(_ bytes: [UInt8], _ reading: inout Reading) async throws {
        switch reading {
        case .pedigree(let before):
            reading = .pedigree(before + bytes)
        case .variants(let variants):
            variants.inflater.push(bytes)
            while let piece = try variants.inflater.next() {
                try await keep(try variants.cutter.push(piece), variants)
            }
        }
    }

    private func finish(_ reading: inout Reading) async throws -> ReceivedFile {
        switch reading {
        case .pedigree(let bytes):
            return ReceivedFile(
                ordinal: file.ordinal, name: file.name, role: .ped, header: bytes, attempt: attempt, chunks: 0,
                records: 0)
        case .variants(let variants):
            try variants.inflater.finish()
            let (outputs, totals) = try variants.cutter.finish()
            try await keep(outputs, variants)
            return ReceivedFile(
                ordinal: file.ordinal, name: file.name, role: .vcf, header: variants.header, attempt: attempt,
                chunks: totals.chunks, records: totals.records)
        }
    }

    private func keep(_ outputs: [ChunkCutter.Output], _ variants: VariantReading) async throws {
        for output in outputs {
            switch output {
            case .header(let bytes):
                // A header that cannot be used is known before the first chunk is staged.
                _ = try VCFHeader(bytes)
                variants.header = bytes
            case .chunk(let chunk):
                let staged = UploadChunk(
                    ordinal: chunk.index, firstLine: chunk.firstLine, records: chunk.recordCount,
                    size: chunk.bytes.count,
                    content: try Gzip.compress(chunk.bytes), leading: chunk.margin.leading,
                    trailing: chunk.margin.trailing)
                try await services.store.transaction(for: context.principal, cause: context.cause) {
                    try await $0.stage(staged, of: upload, file: file.ordinal, attempt: attempt)
                }
            }
        }
    }

    /// A fault of the content as a problem; anything else is thrown on.
    private func contentFault(_ error: any Error) throws -> Problem {
        switch error {
        case let error as GenomicsError:
            return .input("invalid-file", "Invalid file", error, file: file.name)
        case let error as CompressionError:
            return .invalid(
                "invalid-compression", "Invalid compression", "\(file.name): \(error.description)",
                errors: [.init(pointer: file.name, detail: error.description)])
        default:
            throw error
        }
    }
}
