import Annotation
import Foundation
import Genomics
import Postgres
import PublicAPI
import Store

/// Makes an import of an upload whose files are all here: who the samples are, which files hold variants.
enum ImportPlan {
    /// What is needed besides the files.
    struct Setting {
        var descriptor: AnalysisDescriptor
        var panel: PanelRecord
        var configuration: ConfigurationRecord
        var release: UUID
    }

    /// Plans an import.
    ///
    /// - Throws: ``Problem`` when the files do not fit together; the job is then refused.
    static func make(upload: UUID, analysis: UUID, files: [ReceivedFile], _ setting: Setting) throws -> NewImport {
        guard let assembly = Assembly(rawValue: setting.panel.assembly) else {
            throw StoreError.schema("The assembly \(setting.panel.assembly) is unknown.")
        }
        let byName = Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0) })
        var samples: [NewSample] = []
        for entry in setting.descriptor.data {
            guard let file = byName[entry.vcf] else { throw StoreError.notFound("file of the upload") }
            do {
                let header = try VCFHeader(file.header)
                try header.check(assembly)
                try checkAnnotation(header, of: entry.vcf, setting.configuration)
                let pedigree =
                    try entry.pedigree.flatMap { byName[$0] }.map { try Pedigree($0.header, for: header) }
                    ?? Pedigree(single: header)
                samples += Self.samples(pedigree, of: file.ordinal, technology: entry.technology.rawValue)
            } catch let error as GenomicsError {
                let name = error.input == .pedigree ? entry.pedigree ?? entry.vcf : entry.vcf
                throw Problem.input("invalid-file", "Invalid file", error, file: name)
            }
        }
        let descriptor = setting.descriptor
        return NewImport(
            id: upload, analysisID: analysis, name: descriptor.name, panelID: setting.panel.id,
            panelName: setting.panel.name, assembly: assembly.rawValue, priority: descriptor.priority.rawValue,
            dateRequested: descriptor.dateRequested?.description, warnings: descriptor.warnings,
            pipelineReport: descriptor.report, configurationID: setting.configuration.id, releaseID: setting.release,
            samples: samples, files: files.filter { $0.role == .vcf })
    }

    /// A header that does not describe its annotation as the configuration needs it would fail every record alike.
    private static func checkAnnotation(
        _ header: VCFHeader, of file: String, _ configuration: ConfigurationRecord
    ) throws {
        let document = try AnnotationConfiguration(decoding: Array(configuration.document.text.utf8))
        let fields = header.info.mapValues {
            InfoField(description: $0.text, number: InfoField.Number($0.number), type: $0.type)
        }
        do throws(AnnotationError) {
            _ = try AnnotationConverter(configuration: document, header: fields)
        } catch {
            throw Problem.invalid(
                "invalid-file", "Invalid file", "\(file): the annotation cannot be read: \(error)",
                errors: [.init(pointer: "\(file), \(error.location)", detail: error.reason)])
        }
    }

    private static func samples(_ pedigree: Pedigree, of file: Int, technology: String) -> [NewSample] {
        let ids = pedigree.persons.map { _ in UUID.version7() }
        let siblings = Set(pedigree.probands.flatMap { pedigree.siblings(of: $0) })
        return pedigree.persons.enumerated().map { index, person in
            NewSample(
                id: ids[index], identifier: person.identifier, technology: technology, file: file, ordinal: index,
                isProband: person.isProband, isAffected: person.isAffected, sex: person.sex?.rawValue,
                familyID: person.family, fatherID: person.father.map { ids[$0] },
                motherID: person.mother.map { ids[$0] },
                siblingOf: siblings.contains(index) ? pedigree.probands.first.map { ids[$0] } : nil)
        }
    }
}
