/// The converters a configuration may name.
enum ConverterRegistry {
    static let converters: [any InfoConverter.Type] = [
        KeyValueConverter.self, VEPConverter.self,
    ]

    /// Converters of ELLA that are still to be written; naming them apart gives a better message.
    static let planned: Set<String> = [
        "mapping", "json", "meta", "clinvarjson", "clinvarreferences", "hgmd", "hgmdprimaryreport", "hgmdextrarefs",
    ]

    static func converter(named name: String) -> (any InfoConverter.Type)? {
        converters.first { $0.name == name }
    }
}
