import ArgumentParser
import Demonstration
import Foundation

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Data to try Cistron with.",
        discussion: """
            EXAMPLE
              cistron demo data --out demo-family
              cistron demo interpret ANALYSIS-ID --report report.html
            """, subcommands: [Data.self, DemoInterpretCommand.self])

    struct Data: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Write a family of three with a few thousand annotated variants, a gene panel and a filter configuration.",
            discussion: """
                Known pathogenic variants stand at their real GRCh37 coordinates; everything else is made up from the seed, the same \
                for the same seed.

                EXAMPLE
                  cistron demo data --out demo-family --seed 7
                """)

        @Option(name: .customLong("out"), help: ArgumentHelp("The folder to write to.", valueName: "folder"))
        var folder: String

        @Option(help: "What the family is made from.")
        var seed = DemonstrationFamily.defaultSeed

        func run() throws {
            let root = URL(fileURLWithPath: folder, isDirectory: true)
            for file in DemonstrationFamily.generate(seed: seed) {
                let place = root.appendingPathComponent(file.name)
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Foundation.Data(file.bytes).write(to: place)
                print(place.path)
            }
        }
    }
}
