import Cryptography
package import Foundation
package import PublicAPI

/// A tiny family with everything an import takes: VCF, pedigree, panel, filter configuration, descriptor.
///
/// The same values give the same bytes. With the panel and the filter configuration of this type the filter keeps every one
/// of ``variants`` and removes every one of ``commonVariants``.
///
///     let family = SmallFamily(name: "first")
///     // PUT family.panelPath family.panelDeposit, PUT family.filterPath SmallFamily.filterConfiguration,
///     // POST /api/v1/imports family.announcement(), then PUT each of family.files
package struct SmallFamily: Sendable {
    /// The name of the analysis; files are named after it.
    package var name: String
    /// The name of the gene panel.
    package var panel: String
    /// The version of the gene panel.
    package var panelVersion = "v01"
    /// Sample names: the proband, then father and mother, then siblings. With one there is no pedigree.
    package var samples: [String]
    /// Rare missense variants of the proband; the filter keeps them.
    package var variants: Int
    /// Common variants of the proband; the filter removes them.
    package var commonVariants: Int
    /// Records whose position is not a number; an import quarantines them.
    package var brokenRecords = 0
    /// 1 normal, 2 high, 3 urgent.
    package var priority = 1
    /// Whether the VCF travels as gzip.
    package var isCompressed: Bool

    /// A trio with four variants to look at and one that the filter removes.
    package init(
        name: String = "small-family", panel: String = "Smallpanel", samples: [String] = ["child", "father", "mother"],
        variants: Int = 4, commonVariants: Int = 1, isCompressed: Bool = false
    ) {
        self.name = name
        self.panel = panel
        self.samples = samples
        self.variants = variants
        self.commonVariants = commonVariants
        self.isCompressed = isCompressed
    }

    // ── Files ──

    /// The name of the VCF.
    package var vcfName: String { isCompressed ? "\(name).vcf.gz" : "\(name).vcf" }
    /// The name of the pedigree; nil with one sample.
    package var pedigreeName: String? { samples.count > 1 ? "\(name).ped" : nil }

    /// The bytes of the VCF as they travel.
    package var vcf: [UInt8] {
        let text = Array(vcfText.utf8)
        return isCompressed ? StoredGzip.wrap(text) : text
    }

    /// The bytes of the pedigree.
    package var pedigree: [UInt8] {
        let rows = samples.enumerated().map { index, sample in
            let isParent = index == 1 || index == 2
            let father = !isParent && samples.count > 1 ? samples[1] : "0"
            let mother = !isParent && samples.count > 2 ? samples[2] : "0"
            let sex = index == 1 ? "1" : "2"
            return ["FAM", sample, father, mother, sex, index == 0 ? "2" : "1", index == 0 ? "1" : "0"]
        }
        return Array(rows.map { $0.joined(separator: "\t") + "\n" }.joined().utf8)
    }

    /// Every file by name, as the descriptor names them.
    package var files: [(name: String, bytes: [UInt8])] {
        [(vcfName, vcf)] + (pedigreeName.map { [($0, pedigree)] } ?? [])
    }

    /// What announces files.
    package static func announced(_ files: [(name: String, bytes: [UInt8])]) -> [AnnouncedFile] {
        files.map { AnnouncedFile(name: $0.name, size: $0.bytes.count, sha256: SHA256.hash($0.bytes).hexadecimal) }
    }

    /// The members of the analysis descriptor.
    package var descriptor: [String: any Sendable] {
        var data = ["vcf": vcfName, "technology": "HTS"]
        data["ped"] = pedigreeName
        return [
            "name": name, "genepanel_name": panel, "genepanel_version": panelVersion, "priority": priority,
            "date_requested": "2025-01-15", "data": [data],
        ]
    }

    /// The body of `POST /api/v1/imports`.
    ///
    /// - Parameters:
    ///   - descriptor: another descriptor than that of the family.
    ///   - files: other files than those of the family.
    package func announcement(
        descriptor: [String: any Sendable]? = nil, files: [(name: String, bytes: [UInt8])]? = nil
    ) throws -> Data {
        let announced: [[String: any Sendable]] = Self.announced(files ?? self.files).map {
            ["name": $0.name, "size": $0.size, "sha256": $0.sha256]
        }
        let body: [String: any Sendable] = ["descriptor": descriptor ?? self.descriptor, "files": announced]
        return try JSONSerialization.data(withJSONObject: body, options: .sortedKeys)
    }
}
