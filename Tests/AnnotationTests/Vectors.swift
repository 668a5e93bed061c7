import Foundation
import Testing

@testable import Annotation

/// The recorded answers of the forerunner, outside of the project.
enum Vectors {
    static let root = ProcessInfo.processInfo.environment["CISTRON_SHARED"] ?? "../shared"
    static var isAvailable: Bool { FileManager.default.fileExists(atPath: root + "/vectors/README.md") }

    static func folder(_ name: String) -> String { "\(root)/vectors/\(name)" }

    static func read(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: path)))
    }

    /// The lines of a gzip file.
    static func lines(of path: String) throws -> [ArraySlice<UInt8>] {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return Array(data).split(separator: UInt8(ascii: "\n"))
    }

    static func input(of name: String) throws -> VectorInput {
        let pointer = folder(name) + "/input.path"
        guard FileManager.default.fileExists(atPath: pointer) else {
            return VectorInput(try lines(of: folder(name) + "/input.vcf.gz"))
        }
        let path = String(decoding: try read(pointer), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        return VectorInput(try lines(of: "\(root)/data/\(path)"))
    }

    /// The expected records: those with an allele, by `CHROM-POS-REF-ALT`.
    static func expected(_ name: String) throws -> [String: JSONObject] {
        var records: [String: JSONObject] = [:]
        for line in try lines(of: folder(name) + "/expected/alleles.jsonl.gz").dropFirst() {
            let record = try #require(try JSONParser.parse(Array(line)).objectValue)
            records[try #require(record["record"]?.stringValue)] = record
        }
        return records
    }

    /// The case's configuration with only the converters that are there.
    static func configuration(_ name: String) throws -> AnnotationConfiguration {
        let document = try JSONValue.parse(jsonOrYAML: read(folder(name) + "/annotation-config.yml"))
        var object = try #require(document.objectValue)
        let deposit = try #require(object["deposit"]?.arrayValue)
        object["deposit"] = .array(
            deposit.filter { item in
                guard let name = item.objectValue?["name"]?.stringValue else { return false }
                return ConverterRegistry.converter(named: name) != nil
            })
        return try AnnotationConfiguration(.object(object))
    }

    /// HGNC id and symbol of the case's panel.
    static func panelGenes(_ name: String) throws -> [(hgncID: Int, symbol: String)] {
        let folder = folder(name) + "/panel"
        var genes: [(hgncID: Int, symbol: String)] = []
        for panel in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let text = String(
                decoding: try read("\(folder)/\(panel)/\(panel)_genes_transcripts.tsv"), as: UTF8.self)
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
                if let id = Int(columns[7]) { genes.append((id, String(columns[8]))) }
            }
        }
        return genes
    }
}

/// The header's INFO fields and the records of a VCF text.
struct VectorInput {
    struct Record {
        let key: String
        let info: ArraySlice<UInt8>
    }

    private(set) var header: [String: InfoField] = [:]
    private(set) var records: [Record] = []

    init(_ lines: [ArraySlice<UInt8>]) {
        for line in lines {
            if line.first == UInt8(ascii: "#") {
                readHeader(String(decoding: line, as: UTF8.self))
            } else {
                let columns = line.split(separator: UInt8(ascii: "\t"))
                let key = [0, 1, 3, 4].map { String(decoding: columns[$0], as: UTF8.self) }.joined(separator: "-")
                records.append(Record(key: key, info: columns[7]))
            }
        }
    }

    private mutating func readHeader(_ line: String) {
        guard line.hasPrefix("##INFO=<ID=") else { return }
        let id = String(line.dropFirst(11).prefix { $0 != "," })
        func value(of key: String) -> String {
            guard let range = line.range(of: key + "=") else { return "" }
            return String(line[range.upperBound...].prefix { $0 != "," })
        }
        let description = line.range(of: "Description=\"").map { String(line[$0.upperBound...].prefix { $0 != "\"" }) }
        header[id] = InfoField(
            description: description ?? "", number: InfoField.Number(value(of: "Number")), type: value(of: "Type"))
    }
}
