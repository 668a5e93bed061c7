import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Metrics
import NIOCore
import Postgres
import PublicAPI
import Store

/// Turns every error into a problem document (RFC 9457), adds the request's id and the security headers, and counts.
struct ProblemMiddleware: RouterMiddleware {
    typealias Context = GatewayContext

    func handle(
        _ request: Request, context: GatewayContext,
        next: @concurrent (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            let problem = Self.problem(for: error)
            if problem.status >= 500 {
                context.logger.error("request failed", metadata: ["error": "\(error)", "code": "\(problem.code)"])
            }
            response = try problem.response()
        }
        harden(&response, context)
        let route = context.coreContext.endpointPath.value ?? "unknown"
        Timer(
            label: "cistron_http_request_duration_seconds",
            dimensions: [("route", route), ("method", request.method.rawValue)]
        )
        .record(duration: .now - start)
        Counter(
            label: "cistron_http_requests_total",
            dimensions: [("route", route), ("method", request.method.rawValue), ("status", "\(response.status.code)")]
        ).increment()
        return response
    }

    private func harden(_ response: inout Response, _ context: GatewayContext) {
        func set(_ name: String, _ value: String) {
            guard let name = HTTPField.Name(name), response.headers[name] == nil else { return }
            response.headers[name] = value
        }
        set("X-Request-Id", context.requestID)
        set("X-Content-Type-Options", "nosniff")
        set("X-Frame-Options", "DENY")
        set("Referrer-Policy", "no-referrer")
        set("Cache-Control", "no-store")
        set(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
    }

    static func problem(for error: any Error) -> Problem {
        switch error {
        case let problem as Problem: problem
        case let error as HTTPError where error.status == .notFound: .notFound("resource")
        case let error as HTTPError where error.status == .contentTooLarge: .bodyTooLarge(limit: nil)
        case let error as HTTPError where error.status == .badRequest:
            .malformed("A part of the address, an id for instance, is not what belongs there.")
        case let error as HTTPError:
            Problem(
                status: error.status.code, code: "http-\(error.status.code)", title: error.status.reasonPhrase,
                detail: error.body ?? "The request cannot be answered: \(error.status.reasonPhrase).")
        case is NIOTooManyBytesError: .bodyTooLarge(limit: nil)
        case let error as StoreError: .store(error)
        case let error as PostgresError where error.code == .commitUnknown:
            Problem(
                status: 503, code: "store-unavailable", title: "Store unavailable",
                detail: "The database was lost at the last moment, and the request may have taken effect. Look, or "
                    + "send it again with the same Idempotency-Key.")
        case let error as PostgresError where error.isRetriable:
            Problem(
                status: 503, code: "store-unavailable", title: "Store unavailable",
                detail: "The database does not answer at the moment. Nothing was changed; try again.")
        default:
            Problem(
                status: 500, code: "internal-error", title: "Internal error",
                detail: "The request failed for a reason inside the program. The request's id finds it in the log.")
        }
    }
}

extension Problem {
    /// The problem as an HTTP answer.
    func response() throws -> Response {
        var headers: HTTPFields = [.contentType: "application/problem+json"]
        if status == 401 { headers[.wwwAuthenticate] = "Bearer" }
        let body = try JSONEncoder.publicAPI().encode(self)
        return Response(
            status: HTTPResponse.Status(code: status), headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
