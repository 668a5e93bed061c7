import Annotation
import Foundation
import Testing

@testable import Filtering

/// The recorded answers of the forerunner, outside of the project.
enum Vectors {
    static let root = ProcessInfo.processInfo.environment["CISTRON_SHARED"] ?? "../shared"
    static var isAvailable: Bool { FileManager.default.fileExists(atPath: root + "/vectors/README.md") }

    /// Cases with a chain of frequency and consequence filters alone.
    struct Chain: Sendable, CustomTestStringConvertible {
        let folder: String
        let name: String
        var testDescription: String { "\(folder)/\(name)" }
        var path: String { "\(Vectors.root)/vectors/\(folder)" }
    }

    static let supported: Set<String> = ["frequency", "consequence"]

    /// Found by looking, so that no chain is forgotten; empty when the vectors are not there.
    static let chains: [Chain] = {
        let vectors = root + "/vectors"
        guard isAvailable, let folders = try? FileManager.default.contentsOfDirectory(atPath: vectors) else {
            return []
        }
        return folders.sorted().flatMap { folder -> [Chain] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(vectors)/\(folder)/chains")) ?? []
            return names.sorted().map { Chain(folder: folder, name: String($0.dropLast(".json".count))) }
        }.filter { chain in
            guard let document = try? json("\(chain.path)/chains/\(chain.name).json") else { return false }
            let filters = document.objectValue?["filters"]?.arrayValue ?? []
            return filters.flatMap { filter -> [JSONValue] in
                [filter] + (filter.objectValue?["exceptions"]?.arrayValue ?? [])
            }.allSatisfy { filter in filter.objectValue?["name"]?.stringValue.map(supported.contains) ?? false }
        }
    }()

    static func json(_ path: String) throws -> JSONValue {
        try JSONParser.parse(Array(try Data(contentsOf: URL(filePath: path))))
    }

    /// The alleles of a case in file order: key and annotation.
    static func alleles(_ chain: Chain) throws -> [(key: String, annotation: AnnotationDocument)] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", chain.path + "/expected/alleles.jsonl.gz"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let records = try Array(data).split(separator: UInt8(ascii: "\n")).dropFirst().map { line in
            try #require(try JSONParser.parse(Array(line)).objectValue)
        }
        return try records.filter { $0["imported"]?.boolValue != false }.map { record in
            let annotation = record["annotation"]?.objectValue ?? JSONObject()
            return (try #require(record["record"]?.stringValue), AnnotationDocument(root: annotation))
        }
    }

    static func panel(_ chain: Chain) throws -> FilterPanel {
        var transcripts: [FilterPanel.Transcript] = []
        for panel in try FileManager.default.contentsOfDirectory(atPath: chain.path + "/panel") {
            let path = "\(chain.path)/panel/\(panel)/\(panel)_genes_transcripts.tsv"
            for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
                let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                guard !line.hasPrefix("#"), let gene = Int(columns[7]) else { continue }
                transcripts.append(
                    .init(name: columns[3], geneID: gene, symbol: columns[8], inheritance: columns[9]))
            }
        }
        return FilterPanel(transcripts: transcripts)
    }
}
