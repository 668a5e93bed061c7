import Client
import PublicAPI
import Synchronization
import Testing

@Suite struct ProgressLineTests {
    @Test func printsALinePerTenPerCentWhereNoTerminalIs() {
        var line = ProgressLine("Importing", unit: .items("records"), isTerminal: false)
        let lines = (0...10_000).compactMap { line.update(done: $0, total: 10_000) }
        #expect(lines.count == 11)
        #expect(lines.first == "Importing: 0 % (0 records of 10,000 records)\n")
        #expect(lines.last == "Importing: 100 % (10,000 records of 10,000 records)\n")
        #expect(line.update(done: 0, total: 10_000) == nil, "a repeated upload repeats no lines")
        #expect(line.update(done: 5, total: nil) == nil)
        #expect(line.end() == nil)
    }

    @Test func drawsABarAnewOnATerminal() {
        var line = ProgressLine("Sending a.vcf", unit: .bytes, isTerminal: true)
        let unknown = line.update(done: 3_000_000, total: nil)
        #expect(unknown == "\rSending a.vcf  3.0 MB")
        let half = line.update(done: 5_000_000, total: 10_000_000)
        #expect(half == "\rSending a.vcf  [############............] 50 %  5.0 MB of 10.0 MB")
        #expect(line.update(done: 5_000_001, total: 10_000_000) == nil, "nothing worth drawing")
        let back = line.update(done: 0, total: 10_000_000)
        #expect(back?.count == half?.count, "what is longer is painted over")
        #expect(line.end() == "\n")
        #expect(line.end() == nil)
    }

    @Test func showsASubmissionWithoutRepeatingItself() {
        let text = Mutex("")
        let progress = SubmissionProgress(isTerminal: false) { part in text.withLock { $0 += part } }
        let running = Samples.job("running", progress: JobView.Progress(done: 5, total: 10, unit: "records"))
        progress.show(.uploading(file: "a.ped", sent: 0, total: 20))
        progress.show(.uploading(file: "a.ped", sent: 20, total: 20))
        progress.show(.skipped(file: "a.vcf"))
        for _ in 1...3 { progress.show(.job(.state(running))) }
        progress.show(.job(.progress(JobView.Progress(done: 10, total: 10, unit: "records"))))
        progress.show(.job(.state(Samples.job("succeeded"))))
        progress.end()
        #expect(
            text.withLock(\.self) == """
                Sending a.ped: 0 % (0 B of 20 B)
                Sending a.ped: 100 % (20 B of 20 B)
                a.vcf: received already
                Job running
                Importing: 50 % (5 records of 10 records)
                Importing: 100 % (10 records of 10 records)
                Job succeeded

                """)
    }

    @Test(arguments: [(0, "0"), (999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")])
    func groupsDigits(_ number: Int, _ text: String) {
        #expect(number.grouped == text)
    }

    @Test func alignsColumns() {
        let table = TextTable(["ID", "STATE"], rows: [["1234", "x"], ["5", ""]])
        #expect(table.lines == ["ID    STATE", "1234  x", "5"])
    }
}
