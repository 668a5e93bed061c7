import Cryptography
import Foundation
import Genomics
import Hummingbird
import PublicAPI
import Store

/// What a submitter asks for, read and checked as far as that goes without the store.
struct ImportRequest {
    /// The descriptor.
    let descriptor: AnalysisDescriptor
    /// The descriptor as it came.
    let descriptorJSON: String
    /// The files, those of the descriptor and no others.
    let files: [UploadFile]
    /// Where the annotation comes from, if the submitter says so.
    let release: AnnotationRelease?

    private struct Body: Decodable {
        var files: [AnnouncedFile]
        var annotationRelease: AnnotationRelease?
    }

    /// Reads a request's body.
    ///
    /// - Throws: ``Problem`` with the member that is at fault.
    init(_ body: [UInt8], limits: GatewayLimits) throws {
        guard let object = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            throw Problem.malformed("The body is not a JSON object.")
        }
        let known: Set<String> = ["descriptor", "files", "annotationRelease"]
        if let unknown = object.keys.first(where: { !known.contains($0) }) {
            throw Problem.malformed("The member \(unknown) is not known here.", pointer: unknown)
        }
        guard let descriptor = object["descriptor"] as? [String: Any] else {
            throw Problem.malformed("The member descriptor is missing or not an object.", pointer: "descriptor")
        }
        let rest = try Request.decode(Body.self, body)
        let bytes = Array(
            try JSONSerialization.data(withJSONObject: descriptor, options: [.sortedKeys, .withoutEscapingSlashes]))
        do {
            self.descriptor = try AnalysisDescriptor(bytes, legacyData: Self.legacyData(rest.files))
        } catch {
            throw Problem.input("invalid-descriptor", "Invalid analysis descriptor", error)
        }
        descriptorJSON = String(decoding: bytes, as: UTF8.self)
        release = try rest.annotationRelease.map(Self.checked)
        files = try Self.files(rest.files, of: self.descriptor, limits)
    }

    /// The old form of the descriptor does not name its files: it means the first VCF, and the pedigree that comes with
    /// it.
    private static func legacyData(_ files: [AnnouncedFile]) -> [AnalysisDescriptor.DataEntry] {
        let names = files.map(\.name)
        guard let vcf = names.filter(\.isVCF).sorted().first else { return [] }
        return [AnalysisDescriptor.DataEntry(vcf: vcf, pedigree: names.first { $0.hasSuffix(".ped") })]
    }

    private static func checked(_ release: AnnotationRelease) throws -> AnnotationRelease {
        guard !release.name.isEmpty, CalendarDate(release.date) != nil else {
            throw Problem.invalid(
                "invalid-release", "Invalid annotation release", "A release has a name and a date YYYY-MM-DD.",
                errors: [.init(pointer: "annotationRelease", detail: "a name and a date YYYY-MM-DD are needed")])
        }
        return release
    }

    private static func files(
        _ announced: [AnnouncedFile], of descriptor: AnalysisDescriptor, _ limits: GatewayLimits
    ) throws -> [UploadFile] {
        var wanted: [(name: String, role: UploadRole)] = []
        for entry in descriptor.data {
            wanted.append((entry.vcf, .vcf))
            if let pedigree = entry.pedigree { wanted.append((pedigree, .ped)) }
        }
        guard Set(wanted.map(\.name)).count == wanted.count else {
            throw fault("descriptor.data", "A file is named twice; every entry has files of its own.")
        }
        let byName = Dictionary(announced.map { ($0.name, $0) }) { first, _ in first }
        guard byName.count == announced.count else { throw fault("files", "A file is announced twice.") }
        if let extra = announced.first(where: { file in !wanted.contains { $0.name == file.name } }) {
            throw fault("files", "The file \(extra.name) is announced, but the descriptor does not name it.")
        }
        return try wanted.enumerated().map { ordinal, wanted in
            guard let file = byName[wanted.name] else {
                throw fault("files", "The descriptor names \(wanted.name), but the file is not announced.")
            }
            let limit = wanted.role == .ped ? limits.pedigree : limits.file
            guard (1...limit).contains(file.size) else {
                throw fault("files.\(file.name).size", "A file of this kind has 1 to \(limit) bytes.")
            }
            guard let digest = Digest(hexadecimal: file.sha256) else {
                throw fault("files.\(file.name).sha256", "A SHA-256 has 64 hexadecimal digits.")
            }
            return UploadFile(ordinal: ordinal, name: file.name, role: wanted.role, size: file.size, sha256: digest)
        }
    }

    private static func fault(_ pointer: String, _ detail: String) -> Problem {
        .invalid("invalid-files", "Invalid files", detail, errors: [.init(pointer: pointer, detail: detail)])
    }
}

extension String {
    fileprivate var isVCF: Bool { hasSuffix(".vcf") || hasSuffix(".vcf.gz") }
}
