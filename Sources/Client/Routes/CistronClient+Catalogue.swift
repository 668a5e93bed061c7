package import PublicAPI

package import struct Foundation.Data

extension CistronClient {
    /// The gene panels.
    package func panels(cursor: String? = nil) async throws -> Page<PanelView> {
        try await fetch(Call(.get, "api", "v1", "panels").query("cursor", cursor))
    }

    /// A version of a gene panel.
    package func panel(name: String, version: String) async throws -> PanelView {
        try await fetch(Call(.get, "api", "v1", "panels", name, version))
    }

    /// Deposits a version of a gene panel. The same content again changes nothing; other content is refused.
    package func depositPanel(
        name: String, version: String, _ deposit: PanelDeposit
    ) async throws -> Deposited<PanelView> {
        let call = Call(.put, "api", "v1", "panels", name, version).body(.json(try encode(deposit)))
        return try await self.deposit(call)
    }

    /// The filter configurations.
    package func filterConfigurations(cursor: String? = nil) async throws -> Page<FilterConfigurationView> {
        try await fetch(Call(.get, "api", "v1", "filter-configurations").query("cursor", cursor))
    }

    /// The current version of a filter configuration.
    package func filterConfiguration(name: String) async throws -> FilterConfigurationView {
        try await fetch(Call(.get, "api", "v1", "filter-configurations", name))
    }

    /// Deposits a filter configuration. The same document again changes nothing; another becomes the next version.
    ///
    /// - Parameter document: the document's JSON, sent as it is.
    package func depositFilterConfiguration(
        name: String, document: Data
    ) async throws -> Deposited<FilterConfigurationView> {
        try await deposit(Call(.put, "api", "v1", "filter-configurations", name).body(.json(document)))
    }

    /// Sends what may be there already.
    func deposit<View: Decodable & Sendable>(_ call: Call) async throws -> Deposited<View> {
        let answer = try await send(call)
        return Deposited(view: try decode(View.self, from: answer), isNew: answer.status == 201)
    }
}
