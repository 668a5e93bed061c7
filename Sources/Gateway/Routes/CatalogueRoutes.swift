import Access
import Cryptography
import Filtering
import Foundation
import Genomics
import Hummingbird
import Postgres
import PublicAPI
import Store

/// Panels and filter configurations.
struct CatalogueRoutes {
    let services: GatewayServices

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("panels", use: listPanels)
        router.get("panels/{name}/{version}", use: panel)
        router.put("panels/{name}/{version}", use: depositPanel)
        router.get("filter-configurations", use: listFilterConfigurations)
        router.get("filter-configurations/{name}", use: filterConfiguration)
        router.put("filter-configurations/{name}", use: depositFilterConfiguration)
    }

    @Sendable func listPanels(_ request: Request, context: GatewayContext) async throws -> Response {
        try context.principal.require(.readCatalogue)
        let panels = try await services.read(context) { try await $0.panels() }
        return try .json(Page(items: panels.map(PanelView.init)))
    }

    @Sendable func panel(_ request: Request, context: GatewayContext) async throws -> Response {
        try context.principal.require(.readCatalogue)
        let (name, version) = try Self.panelName(context)
        let panel = try await services.read(context) { try await $0.panel(named: name, version: version) }
        guard let panel else { throw Problem.notFound("panel version") }
        return try .json(PanelView(panel))
    }

    @Sendable func depositPanel(_ request: Request, context: GatewayContext) async throws -> Response {
        try context.principal.require(.depositPanel)
        let person = try context.principal.requirePerson()
        let (name, version) = try Self.panelName(context)
        var request = request
        let (deposit, _) = try await request.json(PanelDeposit.self, limit: services.limits.panelBody)
        let panel = try NewPanel(name: name, version: version, deposit)
        let (outcome, stored) = try await services.transaction(context) { transaction in
            let outcome = try await transaction.deposit(panel)
            // Whoever brings a panel into the laboratory works with it; other groups are given it by name.
            try await transaction.grantPanel(name, toGroupOf: person.id)
            return (outcome, try await transaction.panel(outcome.id))
        }
        guard let stored else { throw StoreError.notFound("panel version") }
        return try .json(PanelView(stored), status: outcome == .unchanged(stored.id) ? .ok : .created)
    }

    @Sendable func listFilterConfigurations(_ request: Request, context: GatewayContext) async throws -> Response {
        try context.principal.require(.readCatalogue)
        let found = try await services.read(context) { try await $0.filterConfigurations() }
        return try .json(Page(items: found.map(FilterConfigurationView.init)))
    }

    @Sendable func filterConfiguration(_ request: Request, context: GatewayContext) async throws -> Response {
        try context.principal.require(.readCatalogue)
        let name = try context.parameters.require("name").decodedPath
        let found = try await services.read(context) { try await $0.filterConfiguration(named: name) }
        guard let found else { throw Problem.notFound("filter configuration") }
        return try .json(FilterConfigurationView(found))
    }

    @Sendable func depositFilterConfiguration(_ request: Request, context: GatewayContext) async throws -> Response {
        try context.principal.require(.depositFilterConfiguration)
        let name = try context.parameters.require("name").decodedPath
        var request = request
        let bytes = try await request.bytes(limit: services.limits.jsonBody)
        do throws(FilteringError) {
            _ = try FilterConfiguration(decoding: bytes)
        } catch {
            throw Problem.invalid(
                "invalid-filter-configuration", "Invalid filter configuration", "\(error)",
                errors: [.init(pointer: error.path, detail: "\(error)")])
        }
        let (outcome, stored) = try await services.transaction(context) { transaction in
            let document = JSONText(text: String(decoding: bytes, as: UTF8.self))
            let outcome = try await transaction.deposit(filterConfiguration: name, document)
            return (outcome, try await transaction.filterConfiguration(outcome.id))
        }
        guard let stored else { throw StoreError.notFound("filter configuration") }
        return try .json(FilterConfigurationView(stored), status: outcome == .unchanged(stored.id) ? .ok : .created)
    }

    private static func panelName(_ context: GatewayContext) throws -> (name: String, version: String) {
        (
            try context.parameters.require("name").decodedPath, try context.parameters.require("version").decodedPath
        )
    }
}

extension String {
    /// A path component as it was meant: `My%20panel` is `My panel`.
    var decodedPath: String { removingPercentEncoding ?? self }
}

extension NewPanel {
    /// Reads the tables of a deposit.
    fileprivate init(name: String, version: String, _ deposit: PanelDeposit) throws {
        guard let assembly = Assembly(name: deposit.assembly ?? "GRCh37") else {
            throw Problem.invalid(
                "invalid-panel", "Invalid gene panel", "The assembly is GRCh37 or GRCh38.",
                errors: [.init(pointer: "assembly", detail: "neither GRCh37 nor GRCh38")])
        }
        let content: GenePanelContent
        do {
            content = try GenePanelContent(
                transcripts: Array(deposit.genesTranscripts.utf8), phenotypes: Array(deposit.phenotypes.utf8),
                assembly: assembly)
        } catch {
            throw Problem.input("invalid-panel", "Invalid gene panel", error)
        }
        self.init(
            name: name, version: version, assembly: assembly.rawValue, contentHash: SHA256.hash(content.canonicalBytes),
            transcripts: content.transcripts.map(PanelTranscriptRow.init),
            phenotypes: content.phenotypes.map(PanelPhenotypeRow.init))
    }
}

extension PanelTranscriptRow {
    fileprivate init(_ transcript: GenePanelContent.Transcript) {
        self.init(
            hgncID: transcript.gene.hgncID, symbol: transcript.gene.symbol, transcript: transcript.name.description,
            inheritance: transcript.inheritance, chromosome: transcript.contig.name,
            strand: transcript.strand == .forward ? 1 : -1, transcribed: transcript.transcription,
            coding: transcript.coding, exons: transcript.exons, tags: transcript.tags)
    }
}

extension PanelPhenotypeRow {
    fileprivate init(_ phenotype: GenePanelContent.Phenotype) {
        self.init(
            hgncID: phenotype.gene.hgncID, symbol: phenotype.gene.symbol, inheritance: phenotype.inheritance,
            mimNumber: phenotype.mimNumber, description: phenotype.text)
    }
}

extension PanelView {
    init(_ panel: PanelRecord) {
        self.init(
            id: panel.id, name: panel.name, version: panel.version, assembly: panel.assembly,
            contentHash: panel.contentHash.hexadecimal, genes: panel.genes, transcripts: panel.transcripts,
            current: panel.isCurrent, deposited: panel.createdAt)
    }
}

extension FilterConfigurationView {
    init(_ record: ConfigurationRecord) {
        self.init(
            id: record.id, name: record.name, version: record.version, contentHash: record.contentHash.hexadecimal,
            deposited: record.createdAt)
    }
}
