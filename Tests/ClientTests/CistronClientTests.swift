import Client
import Cryptography
import Foundation
import Hummingbird
import Interpretation
import PublicAPI
import Synchronization
import Testing

@Suite struct CistronClientTests {
    @Test func mapsProblems() async throws {
        try await TestServer.run { request in
            switch request.uri.path {
            case "/api/v1/panels/a/v1": try .problem(Samples.unknownPanel)
            case "/api/v1/panels/b/v1":
                Response(status: .badGateway, body: .init(byteBuffer: ByteBuffer(string: "<html>")))
            default: Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "<html>")))
            }
        } _: { server in
            let client = CistronClient.test(server + "/")
            await #expect(throws: ClientError.problem(Samples.unknownPanel)) {
                try await client.panel(name: "a", version: "v1")
            }
            await #expect(throws: ClientError.unexpected(status: 502)) {
                try await client.panel(name: "b", version: "v1")
            }
            await #expect(throws: ClientError.unexpected(status: 200)) {
                try await client.panel(name: "c", version: "v1")
            }
        }
        let lines = ClientError.problem(Samples.unknownPanel).lines
        #expect(lines.first == "The panel is not known (unknown-panel)")
        #expect(lines.contains("  - descriptor.genepanel_name: no such panel"))
        #expect(lines.last?.hasPrefix("Next: ") == true)
    }

    @Test func refusesAddressesThatAreNone() async throws {
        for server in ["", "127.0.0.1:8080", "http://", "nonsense"] {
            let error = await #expect(throws: ClientError.self) { try await CistronClient.test(server).panels() }
            #expect(error.map { ExitStatus($0) } == .usage, "\(server)")
        }
    }

    @Test func retriesAfterResetsWhatMayBeRepeated() async throws {
        let json = #"{"items":[]}"#
        let answer = "HTTP/1.1 200 OK\r\nContent-Length: \(json.utf8.count)\r\nConnection: close\r\n\r\n\(json)"
        let (page, connections) = try await RawServer.resetting(2, answer: answer) {
            try await CistronClient.test($0).panels()
        }
        #expect(page.items.isEmpty)
        #expect(connections == 3)
        let (error, attempts) = try await RawServer.resetting(1, answer: answer) { server in
            await #expect(throws: ClientError.unreachable(server: server)) {
                try await CistronClient.test(server).save(RoundState(), in: UUID(), revision: 1)
            }
        }
        #expect(error != nil)
        #expect(attempts == 1, "a save must not be repeated")
    }

    @Test func waitsForAServerThatStarts() async throws {
        let port = try RawServer.unusedPort()
        let server = "http://127.0.0.1:\(port)"
        await #expect(throws: ClientError.unreachable(server: server)) {
            try await CistronClient.test(server, pauses: 1).panels()
        }
        let (answered, continuation) = AsyncStream.makeStream(of: Never.self)
        async let panels = {
            defer { continuation.finish() }
            return try await CistronClient.test(server, pauses: 500).panels()
        }()
        try await TestServer.run(port: port) { _ in
            try .json(Page<PanelView>(items: [], next: nil))
        } _: { _ in
            for await _ in answered {}
        }
        #expect(try await panels.items.isEmpty)
    }

    @Test func opensASessionOnceAndAgainWhenItHasEnded() async throws {
        let lines = Mutex<[String]>([])
        try await TestServer.run { request in
            let count = lines.withLock { lines in
                lines.append("\(request.line) \(request.header("Authorization") ?? "-")")
                return lines.count
            }
            if request.method == .post {
                var request = request
                let body = try await request.collectBody(upTo: 1_000)
                let login = try JSONDecoder.publicAPI().decode(SessionRequest.self, from: Data(body.readableBytesView))
                #expect(login.username == "alice" && login.password == "p")
                let session = SessionView(token: "t\(count)", expires: Samples.instant, user: Samples.user)
                return try .json(session, status: .created)
            }
            if request.method == .delete { return Response(status: .noContent) }
            // The first session ends before its second use.
            guard request.header("Authorization") != "Bearer t1" || count < 3 else {
                return try .problem(Problem(status: 401, code: "unauthenticated", title: "", detail: ""))
            }
            return try .json(Samples.user)
        } _: { server in
            let client = CistronClient.test(server, .user(name: "alice", password: "p"))
            try await client.endOwnSession()
            #expect(try await client.currentUser() == Samples.user)
            #expect(try await client.currentUser() == Samples.user)
            try await client.endOwnSession()
            try await client.endOwnSession()
        }
        #expect(
            lines.withLock(\.self) == [
                "POST /api/v1/sessions -", "GET /api/v1/sessions/current Bearer t1",
                "GET /api/v1/sessions/current Bearer t1",
                "POST /api/v1/sessions -", "GET /api/v1/sessions/current Bearer t4",
                "DELETE /api/v1/sessions/current Bearer t4",
            ])
    }

    @Test func waitsForAJobAndPassesItsRefusalOn() async throws {
        let refusal = Problem(status: 409, code: "stale", title: "Stale", detail: "One allele has changed.")
        let finalisation = RoundFinalisation(revision: 3, presented: [])
        try await TestServer.run { request in
            #expect(request.header("Prefer") == "wait=10")
            switch request.header("Idempotency-Key") {
            case "late": return try .json(Samples.job("running"), status: .accepted)
            case "refused": return try .problem(refusal)
            default: return try .json(Samples.job("succeeded"))
            }
        } _: { server in
            let client = CistronClient.test(server)
            let ended = try await client.job(UUID(), wait: 10)
            #expect(ended.isFinal)
            let late = try await client.finaliseRound(UUID(), finalisation, key: "late", wait: 10)
            #expect(!late.isFinal)
            await #expect(throws: ClientError.problem(refusal)) {
                try await client.finaliseRound(UUID(), finalisation, key: "refused", wait: 10)
            }
        }
    }

    @Test func readsListsToTheirEnd() async throws {
        let panels = (1...5).map { Samples.panel("P\($0)") }
        try await TestServer.run { request in
            let start = Int(request.uri.queryParameters["cursor"].map { String($0) } ?? "0") ?? 0
            let end = min(start + 2, panels.count)
            return try .json(Page(items: Array(panels[start..<end]), next: end < panels.count ? "\(end)" : nil))
        } _: { server in
            let client = CistronClient.test(server)
            #expect(try await CistronClient.collect { try await client.panels(cursor: $0) } == panels)
            let three = try await CistronClient.collect(upTo: 3) { try await client.panels(cursor: $0) }
            #expect(three == Array(panels.prefix(3)))
        }
    }

    @Test func readsReportsAsBytes() async throws {
        let bytes = Data([0, 255, 10, 13])
        let content = try await TestServer.run { _ in
            Response(
                status: .ok, headers: [.contentType: "application/pdf"],
                body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        } _: { server in
            try await CistronClient.test(server).reportContent(UUID())
        }
        #expect(content.bytes == bytes)
        #expect(content.mediaType == "application/pdf")
    }
}
