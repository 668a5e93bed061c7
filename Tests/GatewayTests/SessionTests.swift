import Foundation
import Gateway
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

/// Logging in, by token and by cookie, and what stands on every answer.
@Suite(.serialized) struct SessionTests {
    @Test(.timeLimit(.minutes(3))) func aWrongPasswordAndAnUnknownUserAnswerAlike() async throws {
        try await Gate.with { gate in
            _ = try await gate.cluster.createUser("ann")
            var bodies: [Data] = []
            for (user, password) in [("ann", "wrong"), ("nobody", TestCluster.password), ("nobody", "wrong"), ("", "")]
            {
                let login = try Gate.Body.json(SessionRequest(username: user, password: password))
                let reply = try await gate.send(.POST, "/api/v1/sessions", body: login)
                try reply.expectProblem(401, "login-failed", user)
                #expect(reply["Set-Cookie"] == nil)
                bodies.append(reply.body)
            }
            #expect(Set(bodies).count == 1)
            #expect(try await gate.sql("SELECT count(*) FROM session") == "0")
            try await gate.send(.POST, "/api/v1/sessions", body: .json(#"{"username":"ann"}"#))
                .expectProblem(400, "malformed-request", at: ["password"])
        }
    }

    @Test(.timeLimit(.minutes(3))) func anInactiveUserCannotLogInAndIsLoggedOut() async throws {
        try await Gate.with { gate in
            let ann = try await gate.newUser("ann")
            #expect(try await ann.get("/api/v1/sessions/current").status == 200)
            _ = try await gate.sql("UPDATE app_user SET active = false")
            try await ann.get("/api/v1/sessions/current").expectProblem(401, "unauthenticated")
            let login = try Gate.Body.json(SessionRequest(username: "ann", password: TestCluster.password))
            try await gate.send(.POST, "/api/v1/sessions", body: login).expectProblem(401, "login-failed")
        }
    }

    @Test(.timeLimit(.minutes(3))) func loggingOutEndsTheSession() async throws {
        try await Gate.with { gate in
            let ann = try await gate.newUser("ann")
            let user = try await ann.get("/api/v1/sessions/current").value(UserView.self)
            #expect(user.username == "ann")
            #expect(user.roles.count == 6)
            let out = try await ann.send(.DELETE, "/api/v1/sessions/current")
            #expect(out.status == 204)
            #expect(out["Set-Cookie"]?.contains("Max-Age=0") == true)
            try await ann.get("/api/v1/sessions/current").expectProblem(401, "unauthenticated")
            try await ann.send(.DELETE, "/api/v1/sessions/current").expectProblem(401, "unauthenticated")
        }
    }

    @Test(.timeLimit(.minutes(3))) func aSessionEndsWhenItIsIdleOrOld() async throws {
        try await Gate.with { gate in
            let (idle, old) = (try await gate.newUser("ann"), try await gate.newUser("ben"))
            let session = "UPDATE session s SET"
            let user = "FROM app_user u WHERE u.id = s.user_id AND u.username ="
            _ = try await gate.sql("\(session) last_active_at = now() - interval '2 hours' \(user) 'ann'")
            _ = try await gate.sql("\(session) expires_at = now() - interval '1 second' \(user) 'ben'")
            try await idle.get("/api/v1/sessions/current").expectProblem(401, "unauthenticated")
            try await old.get("/api/v1/sessions/current").expectProblem(401, "unauthenticated")
        }
    }

    @Test(.timeLimit(.minutes(3))) func aChangeByCookieMustComeFromOurPages() async throws {
        try await Gate.with { gate in
            let cookie = try await Self.cookie(gate)
            let host = try #require(gate.address.split(separator: "/").last)
            let current = "/api/v1/sessions/current"
            #expect(try await gate.get(current, headers: ["Cookie": cookie]).status == 200)
            #expect(
                try await gate.get(current, headers: ["Cookie": cookie, "Origin": "https://evil.example"]).status == 200
            )
            let refused: [[String: String]] = [
                [:], ["Origin": "https://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
                ["Sec-Fetch-Site": "same-site"], ["Sec-Fetch-Site": "none"],
                ["Sec-Fetch-Site": "cross-site", "Origin": "http://\(host)"], ["Origin": "http://\(host).evil.example"],
                ["Origin": "http://evil.example/\(host)x"],
            ]
            let before = try await gate.allRows()
            for headers in refused {
                let all = headers.merging(["Cookie": cookie]) { $1 }
                let post = try await gate.send(
                    .POST, "/api/v1/imports", headers: all, body: .bytes(Array(try SmallFamily().announcement())))
                try post.expectProblem(403, "cross-site-request", "\(headers)")
                let delete = try await gate.send(.DELETE, current, headers: all)
                try delete.expectProblem(403, "cross-site-request", "\(headers)")
                try await gate.send(.POST, "/logout", headers: all).expectProblem(
                    403, "cross-site-request", "\(headers)")
            }
            #expect(try await gate.allRows() == before)
            #expect(try await gate.get(current, headers: ["Cookie": cookie]).status == 200)
            // From our own pages it goes on to what the request asks for.
            for headers in [
                ["Origin": "http://\(host)"], ["Sec-Fetch-Site": "same-origin", "Origin": "http://\(host)"],
            ] {
                let reply = try await gate.send(
                    .POST, "/api/v1/imports", headers: headers.merging(["Cookie": cookie]) { $1 },
                    body: .bytes(Array(try SmallFamily().announcement())))
                try reply.expectProblem(422, "unknown-panel", "\(headers)")
            }
            let out = try await gate.send(
                .DELETE, current, headers: ["Cookie": cookie, "Sec-Fetch-Site": "same-origin"])
            #expect(out.status == 204)
            try await gate.get(current, headers: ["Cookie": cookie]).expectProblem(401, "unauthenticated")
        }
    }

    @Test(.timeLimit(.minutes(3))) func thePageLogsInAndOutByForm() async throws {
        try await Gate.with { gate in
            let name = "<b>Ann</b>"
            _ = try await gate.cluster.createUser("ann")
            _ = try await gate.sql("UPDATE app_user SET display_name = '\(name)'")
            let form = try await gate.get("/")
            #expect(form.status == 200)
            #expect(form.text.contains("password"))
            let wrong = try await gate.send(.POST, "/login", body: .json("username=ann&password=wrong"))
            #expect(wrong.status == 401)
            #expect(wrong["Set-Cookie"] == nil)
            let encoded = TestCluster.password.replacing("-", with: "%2D")
            let done = try await gate.send(.POST, "/login", body: .json("username=ann&password=\(encoded)"))
            #expect(done.status == 303)
            #expect(done["Location"] == "/")
            let cookie = try #require(done["Set-Cookie"]?.split(separator: ";").first).description
            let page = try await gate.get("/", headers: ["Cookie": cookie])
            #expect(page.text.contains("&lt;b&gt;Ann"))
            #expect(!page.text.contains(name))
            let host = try #require(gate.address.split(separator: "/").last)
            let out = try await gate.send(.POST, "/logout", headers: ["Cookie": cookie, "Origin": "http://\(host)"])
            #expect(out.status == 303)
            #expect(try await gate.get("/", headers: ["Cookie": cookie]).text.contains("password"))
        }
    }

    @Test(.timeLimit(.minutes(3))) func everyAnswerIsHardenedAndNamed() async throws {
        try await Gate.with { gate in
            let ann = try await gate.newUser("ann")
            let paths = [
                "/", "/assets/page.css", "/healthz", "/readyz", "/metrics", "/api/v1/openapi.yaml", "/api/v1/panels",
                "/api/v1/jobs?limit=0", "/api/v1/nowhere", "/nowhere",
            ]
            var names: Set<String> = []
            for path in paths {
                for caller in [ann, gate] {
                    let reply = try await caller.get(path)
                    #expect(reply["X-Content-Type-Options"] == "nosniff", "\(path)")
                    #expect(reply["X-Frame-Options"] == "DENY", "\(path)")
                    #expect(reply["Referrer-Policy"] == "no-referrer", "\(path)")
                    #expect(reply["Content-Security-Policy"]?.contains("default-src 'none'") == true, "\(path)")
                    #expect(reply["Cache-Control"] != nil, "\(path)")
                    #expect(reply["Server"] == nil, "\(path)")
                    let name = try #require(reply["X-Request-Id"], "\(path)")
                    #expect(UUID(uuidString: name) != nil, "\(path)")
                    names.insert(name)
                }
            }
            #expect(names.count == paths.count * 2, "each request has an id of its own")
            try await gate.get("/nowhere").expectProblem(404, "not-found")
            try await ann.get("/api/v1/jobs?limit=0").expectProblem(400, "malformed-request", at: ["limit"])
            // The cookie of a session is out of reach of scripts and of other sites.
            let cookie = try await Self.setCookie(ann)
            for attribute in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age="] {
                #expect(cookie.contains(attribute), "\(cookie)")
            }
        }
    }

    private static func setCookie(_ gate: Gate) async throws -> String {
        let login = try Gate.Body.json(SessionRequest(username: "ann", password: TestCluster.password))
        return try #require(try await gate.send(.POST, "/api/v1/sessions", body: login)["Set-Cookie"])
    }

    private static func cookie(_ gate: Gate) async throws -> String {
        _ = try await gate.cluster.createUser("ann")
        return try #require(try await setCookie(gate).split(separator: ";").first).description
    }
}
