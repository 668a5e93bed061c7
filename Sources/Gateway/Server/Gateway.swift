import Hummingbird
package import Logging
import NIOCore
package import ServiceLifecycle

/// The HTTP side of Cistron: accepts requests, asks `Access`, writes rows, answers. Work that takes longer is a job.
package enum Gateway {
    /// The router with every route; a test holds it against the OpenAPI document.
    static func router(_ services: GatewayServices) throws -> Router<GatewayContext> {
        let router = Router(context: GatewayContext.self)
        router.add(middleware: ProblemMiddleware())
        router.add(middleware: AuthenticationMiddleware(services: services))
        OperationRoutes(services: services).add(to: router)
        try PageRoutes(services: services).add(to: router)
        let api = router.group("api/v1")
        SessionRoutes(services: services).add(to: api)
        CatalogueRoutes(services: services).add(to: api)
        ImportRoutes(services: services).add(to: api)
        JobRoutes(services: services).add(to: api)
        AnalysisRoutes(services: services).add(to: api)
        RoundRoutes(services: services).add(to: api)
        ReportRoutes(services: services).add(to: api)
        return router
    }

    /// The routes there are, as `METHOD /path`.
    package static func routes(_ services: GatewayServices) throws -> [String] {
        try router(services).routes.map { "\($0.method) \($0.path.description)" }
    }

    /// The gateway as a service that listens until shutdown.
    ///
    /// - Parameters:
    ///   - host: the address to listen on.
    ///   - port: the port; 0 for a free one.
    ///   - onListening: called with the port once it listens.
    package static func service(
        _ services: GatewayServices, host: String, port: Int, logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) throws -> any Service {
        Application(
            router: try router(services),
            configuration: ApplicationConfiguration(address: .hostname(host, port: port), serverName: nil),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? port) }, logger: logger)
    }
}
