import ArgumentParser
import Client
import PublicAPI

/// `cistron panel deposit`.
struct PanelDepositCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "deposit", abstract: "Deposit a version of a gene panel.",
        discussion: """
            The folder NAME_vX holds NAME_vX_genes_transcripts.tsv and NAME_vX_phenotypes.tsv; the name of the panel \
            stands before the first underscore. The same content again changes nothing; changed content needs a new \
            version.

            EXAMPLE:
              cistron panel deposit Cardiomyopathy_v1.0.0 --assembly GRCh38
            """)

    @Argument(help: "The panel's folder, or its two files.", completion: .file())
    var paths: [String]

    @Option(help: "GRCh37 or GRCh38; default: GRCh37.")
    var assembly: Assembly?

    @Flag(help: "Print the panel as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    /// The assemblies.
    enum Assembly: String, ExpressibleByArgument, CaseIterable {
        case grch37 = "GRCh37"
        case grch38 = "GRCh38"
    }

    func prepare() throws -> PanelFiles { try PanelFiles(paths: paths, assembly: assembly?.rawValue) }

    func run(_ client: CistronClient, _ files: PanelFiles) async throws -> ExitStatus {
        let deposited = try await client.depositPanel(name: files.name, version: files.version, files.deposit)
        let panel = deposited.view
        if json {
            try Console.json(panel)
        } else {
            Console.print([
                (deposited.isNew ? "Deposited" : "Unchanged") + ": panel \(panel.name) \(panel.version) "
                    + "(\(panel.assembly)), \(panel.genes.grouped) genes, \(panel.transcripts.grouped) transcripts"
            ])
        }
        return .success
    }
}
