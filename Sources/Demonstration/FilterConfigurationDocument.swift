/// The filter configuration: common variants go first, then those without an effect on the protein.
enum FilterConfigurationDocument {
    /// An allele frequency at or above the limit removes; genes with only dominant inheritance have the lower limit.
    static let dominantLimit = 0.005
    static let defaultLimit = 0.01
    /// A frequency counts only when at least this many chromosomes were seen.
    static let fewestChromosomes = 5_000

    /// Terms that remove a variant.
    static let removedTerms = [
        "synonymous_variant", "5_prime_UTR_variant", "3_prime_UTR_variant", "intron_variant", "upstream_gene_variant",
        "downstream_gene_variant",
    ]

    /// Terms that keep a variant in spite of one of ``removedTerms``.
    static let keptTerms = ["splice_donor_variant", "splice_acceptor_variant", "splice_region_variant"]

    static var text: String {
        """
        {
          "name": "\(DemonstrationFamily.filterConfigurationName)",
          "usergroups": [],
          "requirements": [],
          "filterconfig": {
            "filters": [
              {
                "name": "frequency",
                "config": {
                  "groups": {
                    "external": {
                      "GNOMAD_EXOMES": ["G"],
                      "GNOMAD_GENOMES": ["G"]
                    }
                  },
                  "num_thresholds": {
                    "GNOMAD_EXOMES": { "G": \(fewestChromosomes) },
                    "GNOMAD_GENOMES": { "G": \(fewestChromosomes) }
                  },
                  "thresholds": {
                    "AD": { "external": \(dominantLimit) },
                    "default": { "external": \(defaultLimit) }
                  }
                }
              },
              {
                "name": "consequence",
                "config": {
                  "consequences": [
                    \(list(removedTerms))
                  ],
                  "genepanel_only": false
                },
                "exceptions": [
                  {
                    "name": "consequence",
                    "config": {
                      "consequences": [
                        \(list(keptTerms, indentation: 12))
                      ],
                      "genepanel_only": false
                    }
                  }
                ]
              }
            ]
          }
        }

        """
    }

    private static func list(_ terms: [String], indentation: Int = 8) -> String {
        terms.map { "\"\($0)\"" }.joined(separator: ",\n" + String(repeating: " ", count: indentation + 4))
    }
}
