import ArgumentParser
import Client
import Demonstration
import Foundation
import PublicAPI

/// `cistron demo interpret`.
struct DemoInterpretCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "interpret",
        abstract: "Play the demonstration case to its end: judge every variant, finalise, fetch the report.",
        discussion: """
            Works through the public API only, as a person's browser would. The judgements are part of the demonstration and no medical opinion.

            EXAMPLE
              cistron demo interpret 01a2000e-b534-78db-adc0-5a16daef23b0 --report report.html
            """)

    @Argument(
        help: "The analysis, as `submit` tells it.",
        transform: { text in
            guard let id = UUID(uuidString: text) else {
                throw ValidationError("\(text) is not the id of an analysis.")
            }
            return id
        })
    var analysis: UUID

    @Option(help: "Where to write the report.")
    var report = "report.html"

    @Flag(help: "Print the report's id, path and digest as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    func run(_ client: CistronClient, _: Void) async throws -> ExitStatus {
        let outcome = try await CaseInterpreter(client: client).interpret(analysis) { allele in
            let terms = allele.transcripts.first { $0.inPanel }?.consequences ?? []
            let verdict = DemonstrationVerdict(name: allele.name, consequences: terms)
            return .init(
                assessment: .init(classification: verdict.classification, comment: verdict.evaluation),
                reportText: verdict.reportText)
        }
        let place = URL(fileURLWithPath: report)
        try outcome.content.write(to: place)
        if json {
            try Console.json([
                "report": outcome.report.id.uuidString.lowercased(), "path": place.path,
                "sha256": outcome.report.sha256,
            ])
        } else {
            Console.print([
                "Judged \(outcome.alleles) variants.", "Report: \(place.path)", "SHA-256: \(outcome.report.sha256)",
            ])
        }
        return .success
    }
}
