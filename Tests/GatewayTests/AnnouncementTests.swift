import Foundation
import Gateway
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

/// Announcements that are no good: each is answered with what is wrong and where, and leaves nothing behind.
@Suite(.serialized) struct AnnouncementTests {
    @Test(.timeLimit(.minutes(3)), arguments: ["name", "genepanel_name", "genepanel_version", "data"])
    func everyRequiredFieldIsNamedWhenItIsMissing(_ field: String) async throws {
        try await Gate.withSubmitter { gate in
            let family = SmallFamily()
            let before = try await gate.allRows()
            var descriptor = family.descriptor
            descriptor[field] = nil
            let missing = try await gate.announce(try family.announcement(descriptor: descriptor))
            try missing.expectProblem(422, "invalid-descriptor", at: [field], "without \(field)")
            descriptor[field] = NSNull()
            let null = try await gate.announce(try family.announcement(descriptor: descriptor))
            try null.expectProblem(422, "invalid-descriptor", at: [field], "\(field) null")
            descriptor[field] = field == "data" ? "" : " "
            let blank = try await gate.announce(try family.announcement(descriptor: descriptor))
            try blank.expectProblem(422, "invalid-descriptor", at: [field], "\(field) blank")
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func faultsOfTheDescriptorAreNamedByTheirPath() async throws {
        let family = SmallFamily()
        let cases: [(field: String, value: any Sendable, pointer: String)] = [
            ("surprise", 1, "surprise"), ("priority", 4, "priority"), ("priority", "soon", "priority"),
            ("date_requested", "15.1.2025", "date_requested"), ("name", 7, "name"), ("warnings", ["x"], "warnings"),
            ("data", [String](), "data"), ("data", ["a.vcf"], "data[0]"), ("data", [["ped": "a.ped"]], "data[0].vcf"),
            ("data", [["vcf": "a.vcf", "technology": "Abacus"]], "data[0].technology"),
            ("data", [["vcf": "a.vcf", "bam": "a.bam"]], "data[0].bam"),
        ]
        try await Gate.withSubmitter { gate in
            let before = try await gate.allRows()
            for (field, value, pointer) in cases {
                var descriptor = family.descriptor
                descriptor[field] = value
                let reply = try await gate.announce(try family.announcement(descriptor: descriptor))
                try reply.expectProblem(422, "invalid-descriptor", at: [pointer], "\(field): \(value)")
            }
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func announcedFilesMustBeThoseOfTheDescriptor() async throws {
        let family = SmallFamily()
        let (vcf, ped) = (family.files[0], family.files[1])
        let cases: [(String, [(name: String, bytes: [UInt8])], pointer: String)] = [
            ("one missing", [vcf], "files"), ("one more", [vcf, ped, ("x.vcf", [1])], "files"),
            ("one twice", [vcf, vcf, ped], "files"), ("none", [], "files"),
            ("an empty one", [vcf, (ped.name, [])], "files.\(ped.name).size"),
        ]
        try await Gate.withSubmitter { gate in
            let before = try await gate.allRows()
            for (what, files, pointer) in cases {
                let reply = try await gate.announce(try family.announcement(files: files))
                try reply.expectProblem(422, "invalid-files", at: [pointer], what)
            }
            let text = String(decoding: try family.announcement(), as: UTF8.self)
            let digest = SmallFamily.announced([vcf])[0].sha256
            let short = Data(text.replacing(digest, with: String(digest.dropLast())).utf8)
            try await gate.announce(short).expectProblem(422, "invalid-files", at: ["files.\(vcf.name).sha256"])
            var twice = family.descriptor
            twice["data"] = [["vcf": vcf.name, "ped": ped.name], ["vcf": vcf.name, "ped": ped.name]]
            let reply = try await gate.announce(try family.announcement(descriptor: twice))
            try reply.expectProblem(422, "invalid-files", at: ["descriptor.data"], "an entry twice")
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func bodiesThatCannotBeReadSayWhere() async throws {
        let good = String(decoding: try SmallFamily().announcement(), as: UTF8.self)
        let cases: [(String, body: String, pointers: [String]?)] = [
            ("nothing", "", nil), ("half", String(good.dropLast(9)), nil), ("no object", "[]", nil),
            ("text", "\"x\"", nil),
            ("not JSON", "<import/>", nil), ("no descriptor", #"{"files":[]}"#, ["descriptor"]),
            ("descriptor of a wrong type", #"{"descriptor":"x","files":[]}"#, ["descriptor"]),
            ("no files", #"{"descriptor":{}}"#, ["files"]),
            ("files of a wrong type", #"{"descriptor":{},"files":{}}"#, ["files"]),
            ("size of a wrong type", #"{"descriptor":{},"files":[{"name":"a","size":"1","sha256":""}]}"#, ["size"]),
            ("null size", #"{"descriptor":{},"files":[{"name":"a","size":null,"sha256":""}]}"#, ["size"]),
            ("unknown member", good.replacing(#""files""#, with: #""fils""#), ["fils"]),
        ]
        try await Gate.withSubmitter { gate in
            let before = try await gate.allRows()
            for (what, body, pointers) in cases {
                let reply = try await gate.announce(Data(body.utf8))
                try reply.expectProblem(400, "malformed-request", at: pointers, what)
            }
            try await gate.announce(Data(good.utf8), key: String(repeating: "k", count: 256))
                .expectProblem(400, "malformed-request", at: ["Idempotency-Key"])
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func unknownPanelsAndReleasesAreRefused() async throws {
        try await Gate.withSubmitter { gate in
            let before = try await gate.allRows()
            let unknown = try await gate.announce(SmallFamily(panel: "Nowhere"))
            try unknown.expectProblem(422, "unknown-panel", at: ["descriptor.genepanel_name"])
            var version = SmallFamily()
            version.panelVersion = "v99"
            try await gate.announce(version).expectProblem(422, "unknown-panel", at: ["descriptor.genepanel_name"])
            for (name, date) in [("", "2024-11-01"), ("VEP 110", "2024-11-31"), ("VEP 110", "soon")] {
                let release = #"{"annotationRelease":{"date":"\#(date)","name":"\#(name)"},"#
                let body = release + String(decoding: try SmallFamily().announcement(), as: UTF8.self).dropFirst()
                let reply = try await gate.announce(Data(body.utf8))
                try reply.expectProblem(422, "invalid-release", at: ["annotationRelease"], "\(name) of \(date)")
            }
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func bodiesAndFilesOverTheLimitAreRefused() async throws {
        var limits = GatewayLimits()
        limits.jsonBody = 4_096
        limits.file = 10_000
        limits.pedigree = 200
        try await Gate.withSubmitter(limits: limits) { gate in
            let before = try await gate.allRows()
            let large = Array(repeating: UInt8(ascii: " "), count: 4_097)
            for body in [Gate.Body.bytes(large), .chunked(large)] {
                try await gate.send(.POST, "/api/v1/imports", body: body).expectProblem(413, "body-too-large")
            }
            let vcf = SmallFamily(variants: 200)
            try await gate.announce(vcf).expectProblem(422, "invalid-files", at: ["files.\(vcf.vcfName).size"])
            let samples = SmallFamily(samples: (0..<40).map { "sample\($0)" }, variants: 1)
            try await gate.announce(samples)
                .expectProblem(422, "invalid-files", at: ["files.\(samples.pedigreeName ?? "").size"])
            #expect(try await gate.allRows() == before)
        }
    }

    @Test(.timeLimit(.minutes(3))) func aKnownKeyWithAnotherBodyIsRefused() async throws {
        try await Gate.withSubmitter { gate in
            #expect(try await gate.announce(SmallFamily(), key: "once").status == 201)
            let before = try await gate.allRows()
            let other = try await gate.announce(SmallFamily(name: "another"), key: "once")
            try other.expectProblem(422, "idempotency-conflict")
            #expect(try await gate.allRows() == before)
            // Keys belong to a person: another one's is another key.
            let ben = try await gate.newUser("ben")
            #expect(try await ben.announce(SmallFamily(name: "another"), key: "once").status == 201)
        }
    }

    @Test(.timeLimit(.minutes(3))) func aTakenNameIsRefused() async throws {
        try await Gate.withSubmitter { gate in
            let late = try await gate.announce(SmallFamily(variants: 1)).value(ImportView.self)
            _ = try await gate.submit(SmallFamily())
            let before = try await gate.allRows()
            try await gate.announce(SmallFamily(variants: 2)).expectProblem(
                409, "analysis-exists", at: ["descriptor.name"])
            #expect(try await gate.allRows() == before)
            // Announced before the name was taken: the last file finds it taken, and nothing begins.
            let family = SmallFamily(variants: 1)
            let stored = try await gate.storedRows()
            #expect(try await gate.put(family.vcfName, family.vcf, to: late.id).status == 200)
            let last = try await gate.put(try #require(family.pedigreeName), family.pedigree, to: late.id)
            try last.expectProblem(409, "analysis-exists")
            #expect(try await gate.storedRows() == stored)
        }
    }
}
