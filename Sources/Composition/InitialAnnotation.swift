import Foundation

/// The annotation configuration an installation starts with: VEP's transcripts, gnomAD's exomes and genomes, and
/// in-house
/// frequencies, by the names of ELLA's annotation contract.
enum InitialAnnotation {
    private static let populations = ["AFR", "AMR", "ASJ", "EAS", "FIN", "NFE", "OTH", "SAS"]
    private static let numbers = [("AC", "count"), ("AN", "num"), ("Hom", "hom"), ("Hemi", "hemi")]

    /// The document, as JSON.
    static func document() throws -> String {
        var elements: [[String: Any]] = []
        for provider in ["GNOMAD_EXOMES", "GNOMAD_GENOMES"] {
            for (field, member) in numbers {
                elements.append(element("\(provider)__\(field)", "frequencies.\(provider).\(member).G", "int"))
                elements += populations.map {
                    element("\(provider)__\(field)_\($0)", "frequencies.\(provider).\(member).\($0)", "int")
                }
            }
            elements.append(element("\(provider)__AF", "frequencies.\(provider).freq.G", "float"))
            elements += populations.map {
                element("\(provider)__AF_\($0)", "frequencies.\(provider).freq.\($0)", "float")
            }
            elements.append(
                element("\(provider)__AS_FilterStatus", "frequencies.\(provider).filter.G", "string", split: "|"))
        }
        for group in ["OUSWES", "OUSWGS"] {
            for (field, member) in [("AC", "count"), ("AN", "num"), ("Hom", "hom"), ("Het", "het")] {
                elements.append(element("inDB__\(field)_\(group)", "frequencies.inDB.\(member).\(group)", "int"))
            }
            elements.append(element("inDB__AF_\(group)", "frequencies.inDB.freq.\(group)", "float"))
            elements.append(element("inDB__filter_\(group)", "frequencies.inDB.filter.\(group)", "string", split: ","))
        }
        let document: [String: Any] = [
            "deposit": [
                ["name": "vep", "converter_config": ["elements": [["source": "CSQ", "target": "transcripts"]]]],
                ["name": "keyvalue", "converter_config": ["elements": elements]],
            ],
            "view": [] as [Any],
        ]
        let json = try JSONSerialization.data(
            withJSONObject: document, options: [.sortedKeys, .withoutEscapingSlashes])
        return String(decoding: json, as: UTF8.self)
    }

    /// A value that cannot be read counts as no data; the record is imported all the same.
    private static func element(_ source: String, _ target: String, _ type: String, split: String? = nil) -> [String:
        Any]
    {
        var element: [String: Any] = [
            "source": source, "target": target, "target_type": type, "target_type_throw": false,
        ]
        if let split { element["split"] = split }
        return element
    }
}
