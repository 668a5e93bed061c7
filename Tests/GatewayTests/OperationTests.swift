import Composition
import Foundation
import Jobs
import NIOHTTP1
import PublicAPI
import TestCluster
import TestSupport
import Testing

/// What operators and their machines ask.
@Suite(.serialized) struct OperationTests {
    @Test(.timeLimit(.minutes(3))) func metricsAreTheTextThatPrometheusReads() async throws {
        try await Gate.withSubmitter { ann in
            _ = try await ann.submit(SmallFamily())
            try await eventually("the broker is connected") { try await ann.get("/readyz").status == 200 }
            let reply = try await ann.anonymous.get("/metrics")
            #expect(reply.status == 200)
            #expect(reply["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
            let samples = try Self.parse(reply.text)
            #expect(samples[#"cistron_jobs_unfinished{state="queued",lane="routine"}"#] == 1)
            #expect(samples["cistron_broker_connected"] == 1)
            #expect(samples["cistron_outbox_waiting"] != nil)
            #expect(
                samples.keys.contains { $0.hasPrefix("cistron_http_requests_total{") && $0.contains(#"status="201""#) })
            #expect(samples.keys.contains { $0.hasPrefix("cistron_http_request_duration_seconds") })
            // Routes, not addresses: no id and no name becomes a label.
            #expect(!reply.text.contains("small-family"))
        }
    }

    /// Series with their values; every line must be one of the format, every series announced by its type and there once.
    private static func parse(_ text: String) throws -> [String: Double] {
        var types: [String: String] = [:]
        var samples: [String: Double] = [:]
        #expect(text.hasSuffix("\n"))
        for line in text.split(separator: "\n") {
            if let type = line.wholeMatch(
                of: /# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)/)
            {
                #expect(types.updateValue(String(type.2), forKey: String(type.1)) == nil, "\(line)")
            } else if !line.hasPrefix("# HELP ") {
                let sample = try #require(
                    line.wholeMatch(of: /(([a-zA-Z_:][a-zA-Z0-9_:]*)(\{([a-z]+="[^"]*",?)+\})?) (\S+)/), "\(line)")
                let base = String(sample.2.replacing(/_(bucket|sum|count)$/, with: ""))
                #expect(types[String(sample.2)] != nil || types[base] != nil, "no type: \(line)")
                let value = try #require(Double(sample.5 == "+Inf" ? "inf" : sample.5), "\(line)")
                #expect(samples.updateValue(value, forKey: String(sample.1)) == nil, "twice: \(line)")
            }
        }
        return samples
    }

    @Test(.timeLimit(.minutes(3))) func withEverythingThereItIsReady() async throws {
        try await Gate.with { gate in
            #expect(try await gate.get("/healthz").text == "alive\n")
            try await eventually("the gateway is ready") { try await gate.get("/readyz").status == 200 }
        }
    }

    @Test(.timeLimit(.minutes(3))) func withoutTheBrokerItSaysSoAndStillAccepts() async throws {
        try await TestCluster.with { cluster in
            let database = cluster.database
            // Nothing listens on port 1.
            let connections = Connections.explicit(
                databases: { database.connectionString(user: $0.name) }, broker: "amqp://guest:guest@127.0.0.1:1/")
            try await cluster.withServices(workers: [], connections: connections) { address in
                let gate = Gate(cluster: cluster, address: address)
                #expect(try await gate.get("/healthz").status == 200)
                try await gate.get("/readyz").expectProblem(503, "not-ready", at: ["broker"])
                // Messages wait in the outbox until the broker is there.
                let ann = try await gate.newUser("ann")
                let family = SmallFamily()
                #expect(try await ann.send(.PUT, family.panelPath, body: .json(family.panelDeposit)).status == 201)
                #expect(try await ann.submit(family).state == "queued")
                let metrics = try await gate.get("/metrics").text
                #expect(metrics.contains("\ncistron_outbox_waiting 1\n"))
                #expect(metrics.contains("\ncistron_broker_connected 0\n"))
            }
        }
    }

    @Test(.timeLimit(.minutes(3))) func withoutTheSchemaItIsNotReady() async throws {
        try await Gate.with { gate in
            try await eventually("the gateway is ready") { try await gate.get("/readyz").status == 200 }
            _ = try await gate.sql(
                "DELETE FROM schema_migration WHERE number = (SELECT max(number) FROM schema_migration)")
            let problem = try await gate.get("/readyz").expectProblem(503, "not-ready", at: ["database"])
            #expect(problem?.errors?.first?.detail.contains("migrations pending") == true)
        }
    }
}
