extension CistronClient {
    /// Returns when the server's process answers.
    package func checkHealth() async throws { _ = try await text("healthz") }

    /// Returns when the server can do its work.
    package func checkReadiness() async throws { _ = try await text("readyz") }

    /// The server's figures in Prometheus' text format.
    package func metrics() async throws -> String { try await text("metrics") }

    /// The description of the API, OpenAPI 3.1 as YAML.
    package func openAPI() async throws -> String {
        try await text(Call(.get, "api", "v1", "openapi.yaml"))
    }

    private func text(_ path: String) async throws -> String { try await text(Call(.get, path)) }

    private func text(_ call: Call) async throws -> String {
        var call = call
        call.isAuthenticated = false
        return String(decoding: try await send(call).body, as: UTF8.self)
    }
}
