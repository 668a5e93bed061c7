import Foundation
import NIOHTTP1
import PublicAPI
import TestCluster
import TestSupport
import Testing

extension Gate {
    /// Announces a family.
    func announce(_ family: SmallFamily, key: String? = nil) async throws -> Reply {
        try await announce(try family.announcement(), key: key)
    }

    /// Sends the body of an announcement.
    func announce(_ body: Data, key: String? = nil) async throws -> Reply {
        let headers = key.map { ["Idempotency-Key": $0] } ?? [:]
        return try await send(.POST, "/api/v1/imports", headers: headers, body: .bytes(Array(body)))
    }

    /// Sends a file of an import.
    func put(_ file: String, _ bytes: [UInt8], to id: UUID) async throws -> Reply {
        try await send(.PUT, "/api/v1/imports/\(id.uuidString.lowercased())/files/\(file)", body: .bytes(bytes))
    }

    /// Announces a family and sends its files; the import has begun.
    func submit(_ family: SmallFamily, key: String? = nil) async throws -> ImportView {
        let announced = try await announce(family, key: key)
        try #require(announced.status == 201, "\(announced.text)")
        var view: ImportView = try announced.value()
        for file in family.files {
            let reply = try await put(file.name, file.bytes, to: view.id)
            try #require(reply.status == 200, "\(reply.text)")
            view = try reply.value()
        }
        return view
    }

    /// Waits for the end of a job.
    func ended(_ job: UUID) async throws -> JobView {
        try await get("/api/v1/jobs/\(job.uuidString.lowercased())", headers: ["Prefer": "wait=30"]).value()
    }

    /// Imports a family to the end; the analysis is visible with its first round.
    func imported(_ family: SmallFamily) async throws -> AnalysisView {
        let view = try await submit(family)
        let job = try await ended(view.job)
        try #require(job.state == "succeeded", "\(job)")
        let analysis = try #require(view.analysis)
        return try await get("/api/v1/analyses/\(analysis.uuidString.lowercased())").value()
    }

    // ── What is stored ──

    /// How many rows there are of what an import makes, and of messages.
    func storedRows() async throws -> String {
        try await rows(["import", "sample", "specimen", "analysis", "allele", "annotation", "genotype", "outbox"])
    }

    /// As ``storedRows()``, and of what an announcement makes.
    func allRows() async throws -> String {
        try await storedRows()
            + rows([
                "job", "job_event", "upload", "upload_file", "upload_chunk", "idempotency_key", "annotation_release",
            ])
    }

    private func rows(_ tables: [String]) async throws -> String {
        let counts = tables.map { "'\($0) ' || (SELECT count(*) FROM \($0))" }.joined(separator: " || ', ' || ")
        return try await cluster.database.run("SELECT \(counts)")
    }

    /// One value of the database.
    func sql(_ query: String) async throws -> String {
        try await cluster.database.run(query).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
