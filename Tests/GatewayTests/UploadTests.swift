import Foundation
import Gateway
import NIOHTTP1
import PublicAPI
import TestCluster
import TestSupport
import Testing

/// Files that are no good, and files that break on the way.
@Suite(.serialized) struct UploadTests {
    /// A way to be no good, and how it is told.
    struct BadFile: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var code = "invalid-file"
        /// Parts of the pointer.
        var place: String
        var family = SmallFamily()
        var vcf: @Sendable (SmallFamily) -> [UInt8] = { $0.vcf }
        var pedigree: @Sendable (SmallFamily) -> [UInt8] = { $0.pedigree }
    }

    private static func vcf(_ edit: @escaping @Sendable (String) -> String) -> @Sendable (SmallFamily) -> [UInt8] {
        { Array(edit($0.vcfText).utf8) }
    }

    private static func pedigree(_ line: Int, _ text: String) -> @Sendable (SmallFamily) -> [UInt8] {
        { family in
            var lines = String(decoding: family.pedigree, as: UTF8.self).split(separator: "\n").map(String.init)
            lines[line - 1] = text
            return Array(lines.map { $0 + "\n" }.joined().utf8)
        }
    }

    static let badVariants = [
        BadFile(testDescription: "no VCF", place: "line 1", vcf: { _ in Array("chr\tpos\n1\t2\n".utf8) }),
        BadFile(
            testDescription: "random bytes", place: "line 1", vcf: { _ in (0..<5_000).map { UInt8($0 * 7 % 251) } }),
        BadFile(
            testDescription: "no samples", place: "line",
            vcf: vcf { $0.replacing("\tFORMAT\tchild\tfather\tmother", with: "") }),
        BadFile(
            testDescription: "a name twice", place: "sample 2",
            vcf: vcf { $0.replacing("\tfather\t", with: "\tchild\t") }),
        BadFile(
            testDescription: "a broken header", place: "line 4",
            vcf: vcf { $0.replacing("INFO=<ID=GNOMAD_EXOMES__AF", with: "INFO=<") }),
        BadFile(
            testDescription: "no column line", place: "line",
            vcf: vcf { String($0.prefix(while: { _ in true }).split(separator: "#CHROM")[0]) }),
        BadFile(
            testDescription: "truncated gzip", code: "invalid-compression", place: "small-family.vcf.gz",
            family: SmallFamily(isCompressed: true), vcf: { $0.vcf.dropLast(20) }),
        BadFile(
            testDescription: "damaged gzip", code: "invalid-compression", place: "small-family.vcf.gz",
            family: SmallFamily(isCompressed: true), vcf: { $0.vcf.dropLast(8) + [1, 2, 3, 4, 5, 6, 7, 8] }),
    ]

    /// Found when the last file is here, which is when the files are put together.
    static let badTogether = [
        BadFile(
            testDescription: "contigs of another assembly", place: "small-family.vcf",
            vcf: vcf { $0.replacing("249250621,assembly=GRCh37", with: "248956422,assembly=GRCh38") }),
        BadFile(testDescription: "too few columns", place: "line 2", pedigree: pedigree(2, "FAM\tfather\t0")),
        BadFile(
            testDescription: "a person twice", place: "line 3", pedigree: pedigree(3, "FAM\tfather\t0\t0\t1\t1\t0")),
        BadFile(
            testDescription: "an unknown father", place: "line 1",
            pedigree: pedigree(1, "FAM\tchild\tnobody\tmother\t2\t2\t1")),
        BadFile(
            testDescription: "a second proband", place: "line 2", pedigree: pedigree(2, "FAM\tfather\t0\t0\t1\t1\t1")),
        BadFile(
            testDescription: "no proband", place: "proband",
            pedigree: pedigree(1, "FAM\tchild\tfather\tmother\t2\t2\t0")),
        BadFile(
            testDescription: "a sample without line", place: "sample_id",
            pedigree: pedigree(3, "FAM\tother\t0\t0\t2\t1\t0")),
    ]

    @Test(.timeLimit(.minutes(3)), arguments: badVariants + badTogether)
    func aBadFileRefusesTheImportAndStoresNothing(_ bad: BadFile) async throws {
        try await Gate.withSubmitter { gate in
            let family = bad.family
            let files: [(name: String, bytes: [UInt8])] = [
                (family.vcfName, bad.vcf(family)), (try #require(family.pedigreeName), bad.pedigree(family)),
            ]
            let before = try await gate.storedRows()
            let announced = try await gate.announce(try family.announcement(files: files), key: "bad")
            let id = try announced.value(ImportView.self).id
            var reply = try await gate.put(files[0].name, files[0].bytes, to: id)
            if reply.status == 200 { reply = try await gate.put(files[1].name, files[1].bytes, to: id) }
            let problem = try reply.expectProblem(422, bad.code, at: [bad.place])
            #expect(try await gate.storedRows() == before)
            #expect(try await gate.sql("SELECT count(*) FROM upload_chunk") == "0")

            let job = try await gate.ended(id)
            #expect(job.state == "refused")
            #expect(job.problem == problem)
            // It stays so: no file is taken any more, and the same announcement answers with the refused import.
            let again = try await gate.put(files[1].name, files[1].bytes, to: id)
            try again.expectProblem(409, "import-ended")
            let repeated = try await gate.announce(try family.announcement(files: files), key: "bad")
            #expect(repeated.status == 200)
            #expect(try repeated.value(ImportView.self).state == "refused")
            #expect(try repeated.value(ImportView.self).id == id)
            #expect(try await gate.storedRows() == before)
            // The name is still free.
            #expect(try await gate.submit(SmallFamily(name: family.name)).state == "queued")
        }
    }

    @Test(.timeLimit(.minutes(3))) func whatBreaksOnTheWayMayBeSentAgain() async throws {
        try await Gate.withSubmitter { gate in
            let family = SmallFamily()
            let import_ = try await gate.announce(family).value(ImportView.self)
            let before = try await gate.storedRows()
            let path = "/api/v1/imports/\(import_.id.uuidString.lowercased())/files/\(family.vcfName)"
            let vcf = family.vcf
            let other = vcf.map { $0 == UInt8(ascii: "G") ? UInt8(ascii: "C") : $0 }
            let attempts: [(String, Gate.Body, code: String)] = [
                ("shorter than announced", .bytes(vcf.dropLast(5)), "size-mismatch"),
                ("longer than announced", .bytes(vcf + [10]), "size-mismatch"),
                ("longer, without length", .chunked(vcf + [10]), "size-mismatch"),
                ("shorter, without length", .chunked(vcf.dropLast(5)), "transfer-incomplete"),
                ("empty, without length", .chunked([]), "transfer-incomplete"),
                ("other bytes", .bytes(other), "transfer-incomplete"),
                ("other bytes that are no VCF", .bytes(vcf.map { _ in 0 }), "transfer-incomplete"),
            ]
            for (what, body, code) in attempts {
                try await gate.send(.PUT, path, body: body).expectProblem(422, code, what)
                #expect(try await gate.storedRows() == before, "\(what)")
                #expect(try await gate.sql("SELECT count(*) FROM upload_chunk") == "0", "\(what)")
                let view = try await gate.get("/api/v1/imports/\(import_.id.uuidString.lowercased())").value(
                    ImportView.self)
                #expect(view.state == "waiting", "\(what)")
                #expect(view.files.allSatisfy { !$0.received }, "\(what)")
            }
            #expect(try await gate.send(.PUT, path, body: .chunked(vcf)).status == 200)
            let last = try await gate.put(try #require(family.pedigreeName), family.pedigree, to: import_.id)
            #expect(try last.value(ImportView.self).state == "queued")
        }
    }

    @Test(.timeLimit(.minutes(3))) func aConnectionThatBreaksLeavesNothingStaged() async throws {
        try await Gate.withSubmitter { gate in
            // Large enough that chunks are staged before it breaks.
            let family = SmallFamily(samples: ["child"], variants: 20_000)
            let vcf = family.vcf
            let id = try await gate.announce(family).value(ImportView.self).id
            let path = "/api/v1/imports/\(id.text)/files/\(family.vcfName)"
            let half = vcf.count * 3 / 4
            let chunks = "SELECT count(*) FROM upload_chunk"
            await #expect(throws: (any Error).self) {
                try await gate.send(
                    .PUT, path,
                    body: .broken(Array(vcf[..<half]), announced: vcf.count) {
                        try await eventually("chunks are staged") { try await gate.sql(chunks) != "0" }
                    })
            }
            try await eventually("what was staged is forgotten") { try await gate.sql(chunks) == "0" }
            #expect(try await gate.get("/api/v1/imports/\(id.text)").value(ImportView.self).state == "waiting")
            #expect(try await gate.send(.PUT, path, body: .bytes(vcf)).value(ImportView.self).state == "queued")
            #expect(try await gate.sql("SELECT sum(records) FROM upload_chunk") == "20001")
        }
    }

    @Test(.timeLimit(.minutes(3))) func onlyAnnouncedFilesAreTaken() async throws {
        try await Gate.withSubmitter { gate in
            let family = SmallFamily()
            let id = try await gate.announce(family).value(ImportView.self).id
            let before = try await gate.allRows()
            try await gate.put("other.vcf", family.vcf, to: id).expectProblem(404, "not-found")
            try await gate.put(family.vcfName, family.vcf, to: UUID()).expectProblem(404, "not-found")
            try await gate.send(.PUT, "/api/v1/imports/1/files/a.vcf", body: .bytes([1])).expectProblem(
                400, "malformed-request")
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func severalSamplesNeedAPedigree() async throws {
        try await Gate.withSubmitter { gate in
            let trio = SmallFamily()
            var descriptor = trio.descriptor
            descriptor["data"] = [["vcf": trio.vcfName]]
            let body = try trio.announcement(descriptor: descriptor, files: [trio.files[0]])
            let id = try await gate.announce(body).value(ImportView.self).id
            let before = try await gate.storedRows()
            let reply = try await gate.put(trio.vcfName, trio.vcf, to: id)
            #expect(try reply.expectProblem(422, "invalid-file")?.detail.contains("missing_pedigree") == true)
            #expect(try await gate.storedRows() == before)
            let single = try await gate.submit(SmallFamily(name: "single", samples: ["child"], isCompressed: true))
            #expect(single.state == "queued")
        }
    }

    @Test(.timeLimit(.minutes(3))) func aReceivedFileStaysAsItIs() async throws {
        try await Gate.withSubmitter { gate in
            let family = SmallFamily()
            let id = try await gate.announce(family).value(ImportView.self).id
            let first = try await gate.put(family.vcfName, family.vcf, to: id)
            let before = try await gate.allRows()
            let again = try await gate.put(family.vcfName, family.vcf, to: id)
            #expect(again.status == 200)
            #expect(again.body == first.body)
            let other = family.vcf.map { $0 == UInt8(ascii: "G") ? UInt8(ascii: "C") : $0 }
            try await gate.put(family.vcfName, other, to: id).expectProblem(409, "file-received")
            #expect(try await gate.allRows() == before)
        }
    }
}
