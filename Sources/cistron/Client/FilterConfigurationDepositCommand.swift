import ArgumentParser
import Client
import PublicAPI

/// `cistron filterconfig deposit`.
struct FilterConfigurationDepositCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "deposit", abstract: "Deposit a filter configuration.",
        discussion: """
            It is deposited under --name, else under the document's member `name`, else under the name of the file. \
            The same document again changes nothing; another one becomes the next version.

            EXAMPLE:
              cistron filterconfig deposit germline.json --name Germline
            """)

    @Argument(help: "The JSON document.", completion: .file(extensions: ["json"]))
    var file: String

    @Option(help: "The name of the configuration.")
    var name: String?

    @Flag(help: "Print the configuration's version as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    func prepare() throws -> FilterConfigurationFile { try FilterConfigurationFile(path: file, name: name) }

    func run(_ client: CistronClient, _ file: FilterConfigurationFile) async throws -> ExitStatus {
        let deposited = try await client.depositFilterConfiguration(name: file.name, document: file.document)
        if json {
            try Console.json(deposited.view)
        } else {
            Console.print([
                "\(deposited.isNew ? "Deposited" : "Unchanged"): filter configuration \(deposited.view.name), "
                    + "version \(deposited.view.version)"
            ])
        }
        return .success
    }
}
