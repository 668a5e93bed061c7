import AMQP
import Access
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import PublicAPI
import Store

/// What operators and their machines ask: alive, ready, how much.
struct OperationRoutes {
    let services: GatewayServices

    func add(to router: some RouterMethods<GatewayContext>) {
        router.get("healthz") { _, _ in Response.plain("alive\n") }
        router.get("readyz", use: ready)
        router.get("metrics", use: metrics)
        router.get("api/v1/openapi.yaml") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/yaml"],
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: PackageResources.openapi_yaml)))
        }
    }

    /// Ready when everything a request needs is there; says what is not.
    @Sendable func ready(_ request: Request, context: GatewayContext) async throws -> Response {
        var missing: [Problem.Item] = []
        do {
            let pending = try await services.pendingMigrations()
            if !pending.isEmpty {
                missing.append(
                    .init(pointer: "database", detail: "migrations pending: \(pending.joined(separator: ", "))"))
            }
        } catch {
            missing.append(.init(pointer: "database", detail: "no answer"))
        }
        if !services.broker.isConnected { missing.append(.init(pointer: "broker", detail: "not connected")) }
        guard missing.isEmpty else {
            throw Problem(
                status: 503, code: "not-ready", title: "Not ready", detail: "The gateway cannot serve requests yet.",
                errors: missing)
        }
        return .plain("ready\n")
    }

    /// Prometheus text. Numbers only, so that a scraper need not log in; keep the address inside.
    @Sendable func metrics(_ request: Request, context: GatewayContext) async throws -> Response {
        let (jobs, lag) = try await services.store.read(for: .anonymous) { transaction in
            (try await transaction.unfinishedJobs(), try await transaction.outboxLag())
        }
        var text = services.metrics()
        text += "# HELP cistron_jobs_unfinished Jobs that have not ended.\n# TYPE cistron_jobs_unfinished gauge\n"
        for job in jobs {
            text += "cistron_jobs_unfinished{state=\"\(job.state)\",lane=\"\(job.lane)\"} \(job.count)\n"
        }
        text += "# HELP cistron_jobs_oldest_seconds Age of the oldest job that has not ended.\n"
        text += "# TYPE cistron_jobs_oldest_seconds gauge\n"
        for job in jobs {
            text += "cistron_jobs_oldest_seconds{state=\"\(job.state)\",lane=\"\(job.lane)\"} \(job.oldest)\n"
        }
        text +=
            "# HELP cistron_outbox_waiting Messages that wait to be published.\n# TYPE cistron_outbox_waiting gauge\n"
        text += "cistron_outbox_waiting \(lag.count)\n"
        text +=
            "# HELP cistron_outbox_oldest_seconds Age of the oldest of them.\n# TYPE cistron_outbox_oldest_seconds gauge\n"
        text += "cistron_outbox_oldest_seconds \(lag.oldest)\n"
        text +=
            "# HELP cistron_broker_connected Whether the broker is connected.\n# TYPE cistron_broker_connected gauge\n"
        text += "cistron_broker_connected \(services.broker.isConnected ? 1 : 0)\n"
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Response {
    fileprivate static func plain(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
