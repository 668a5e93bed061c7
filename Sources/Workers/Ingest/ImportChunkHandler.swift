import Compression
import Genomics
import Jobs
import Store

/// Stores one chunk of an import: alleles, annotation, genotypes, and what became of every record.
struct ImportChunkHandler: JobHandler {
    /// How far ahead the next message is: with four out at the start, four stay out.
    private static let window = 4

    func handle(_ message: Envelope<ImportChunk>, in context: JobContext) async throws {
        let transaction = context.transaction
        let id = message.payload.importID
        guard let chunk = try await transaction.chunk(message.payload.ordinal, ofImport: id) else {
            throw StoreError.notFound("chunk of an import")
        }
        guard chunk.importState == "running" else { return }  // cancelled or rejected meanwhile
        let samples = try await transaction.samples(of: chunk.analysisID).filter { $0.file == chunk.file }
        let bytes = try Gzip.decompress(chunk.content, limit: chunk.size)
        let reading = try ChunkReading(chunk: chunk, samples: samples, bytes: bytes)

        let alleleIDs = try await transaction.upsert(reading.content.alleles.map { AlleleRow($0.allele) })
        let annotation = try await ChunkAnnotation(chunk: chunk, transaction: transaction)
        let broken = try await annotation.store(reading.content.alleles, ids: alleleIDs, bytes: bytes)
        let (genotypes, counts, quarantine) = reading.result(alleleIDs: alleleIDs, broken: broken)
        try await transaction.store(genotypes, of: chunk.analysisID, file: chunk.file)
        try await transaction.quarantine(quarantine, of: id)
        try await sendNext(message, chunk, context)
        // Last, because it locks the import's row, which every chunk of the import wants.
        let progress = try await transaction.complete(chunkOf: id, counts)
        context.note(JobProgress(done: progress.recordsDone, total: progress.records, unit: "records"))
        if progress.chunksDone == progress.chunks {
            try await context.follow(
                message, with: ImportClose(importID: id), subject: Subject(kind: "import", id: id.text))
        }
    }

    private func sendNext(_ message: Envelope<ImportChunk>, _ chunk: ChunkRecord, _ context: JobContext) async throws {
        let next = message.payload.ordinal + Self.window
        guard next < chunk.chunksTotal else { return }
        try await context.follow(
            message, with: ImportChunk(importID: message.payload.importID, ordinal: next), subject: message.subject)
    }
}

extension AlleleRow {
    fileprivate init(_ allele: Allele) {
        self.init(
            assembly: allele.assembly.rawValue, contig: allele.contig.name, start: allele.start, end: allele.end,
            key: allele.key.text, changeType: allele.changeType.rawValue, callerType: allele.callerType.rawValue,
            from: allele.changeFrom, to: allele.changeTo, length: allele.length,
            vcf: (allele.vcfPosition, allele.vcfReference, allele.vcfAlternate))
    }
}
