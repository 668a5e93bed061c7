import ArgumentParser
import Client
import Foundation
import PublicAPI

/// `cistron submit`.
struct SubmitCommand: ClientCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit", abstract: "Submit an analysis: a folder, a .analysis file, or VCF files with pedigrees.",
        discussion: """
            A folder with one .analysis file is submitted as that file says; warnings.txt and report.txt next to it \
            speak where it is silent. A folder without one is submitted with all its .vcf and .vcf.gz files and the \
            .ped files of the same names; the folder's name NAME.PANEL_VERSION (or NAME-PANEL-VERSION) tells the \
            panel. The same goes for the name of a single VCF file.

            The same submission again answers with the first import, and an interrupted one goes on where it was. \
            After a failure whose cause has been removed, submit again with a new --key.

            EXIT CODES:
              0  imported
              1  refused or failed; the problem is printed
              2  command, files or credentials cannot be used
              3  server unreachable
              4  imported, but some records are quarantined; the first ten are printed

            EXAMPLE:
              cistron submit NA12878.Ciliopati_v05 --priority urgent
            """)

    @Argument(help: "A folder, a .analysis file, or .vcf, .vcf.gz and .ped files.", completion: .file())
    var paths: [String]

    @Option(help: "The idempotency key; default: derived from descriptor and files.")
    var key: String?

    @Option(help: "The gene panel, whatever the descriptor or the name says; with --panel-version.")
    var panel: String?

    @Option(help: "The panel's version; with --panel.")
    var panelVersion: String?

    @Option(help: "The name of the analysis, whatever the descriptor or the folder says.")
    var name: String?

    @Option(help: "How urgent it is: urgent, high or normal.")
    var priority: Priority?

    @Option(help: "The release of the annotation in the files; with --release-date.")
    var release: String?

    @Option(help: "The release's date, YYYY-MM-DD: annotation never replaces that of a later one.")
    var releaseDate: String?

    @Flag(help: "Return when the files are sent, without waiting for the import.")
    var noWait = false

    @Flag(help: "Print the outcome as JSON on the standard output.")
    var json = false

    @OptionGroup var connection: ConnectionOptions

    var isJSON: Bool { json }

    /// A priority by name.
    enum Priority: String, ExpressibleByArgument, CaseIterable {
        case urgent, high, normal

        /// As descriptors say it.
        var number: Int {
            switch self {
            case .urgent: 3
            case .high: 2
            case .normal: 1
            }
        }
    }

    func validate() throws {
        if (panel == nil) != (panelVersion == nil) {
            throw ValidationError("--panel and --panel-version go together.")
        }
        if (release == nil) != (releaseDate == nil) {
            throw ValidationError("--release and --release-date go together.")
        }
        if let releaseDate, !Submission.isDate(releaseDate) {
            throw ValidationError("--release-date is a day as YYYY-MM-DD, not `\(releaseDate)`.")
        }
    }

    func prepare() throws -> Submission { try Submission(paths: paths, choices: choices) }

    func run(_ client: CistronClient, _ submission: Submission) async throws -> ExitStatus {
        for note in submission.notes { Console.error("Note: " + note) }
        let progress = SubmissionProgress(isTerminal: Console.isErrorTerminal, write: Console.write)
        let submitter = Submitter(client: client, submission: submission, key: key, report: progress.show)
        let outcome: SubmissionOutcome
        do {
            outcome = try await submitter.run(waits: !noWait)
        } catch {
            progress.end()
            throw error
        }
        progress.end()
        if json { try Console.json(outcome) } else { Console.print(outcome.lines(client: client)) }
        return outcome.exitStatus
    }

    private var choices: Submission.Choices {
        Submission.Choices(
            name: name,
            panel: panel.flatMap { name in panelVersion.map { Submission.Choices.Panel(name: name, version: $0) } },
            priority: priority?.number,
            annotationRelease: release.flatMap { name in releaseDate.map { AnnotationRelease(name: name, date: $0) } })
    }
}
