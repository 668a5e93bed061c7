import ArgumentParser
import Composition
import CoreMetrics
import Gateway
import Logging
import ServiceLifecycle
import Telemetry

struct GatewayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "Run the HTTP gateway.",
        discussion: """
            Accepts requests, stores what they bring and publishes jobs. Any number of gateways may run.

            Where PostgreSQL and RabbitMQ are is told by CISTRON_GATEWAY_DATABASE and CISTRON_BROKER (or …_FILE, a file that holds it), \
            else the private servers of --data are used.

            EXAMPLE
              cistron gateway --port 8080 --log-format console
            """)

    @Option(help: "The address to listen on.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen on; 0 for a free one.")
    var port = 8080

    @Flag(help: "People reach the gateway by HTTPS, so cookies are marked Secure.")
    var behindHttps = false

    @Option(help: ArgumentHelp("The largest file accepted, in bytes as it travels.", valueName: "bytes"))
    var maximumFile = GatewayLimits().file

    @Option(help: ArgumentHelp("The largest JSON body accepted.", valueName: "bytes"))
    var maximumJson = GatewayLimits().jsonBody

    @OptionGroup var server: ServerOptions

    func run() async throws {
        let logger = server.logger("cistron.gateway")
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        let host = host
        var limits = GatewayLimits()
        limits.file = maximumFile
        limits.jsonBody = maximumJson
        let services = try GatewayProcess.services(
            try server.connections(), .init(host: host, port: port, isBehindHTTPS: behindHttps, limits: limits),
            metrics: metrics,
            logger: logger
        ) { port in
            logger.notice("listening", metadata: ["address": "http://\(host):\(port)"])
        }
        try await ServiceGroup.cistron(services, logger: logger).run()
    }
}
