import Access
import AsyncHTTPClient
import Foundation
import Gateway
import Jobs
import NIOCore
import NIOHTTP1
import PublicAPI
import TestCluster
import Testing

/// A running gateway as one caller sees it, with the database behind it.
struct Gate: Sendable {
    let cluster: TestCluster
    let address: String
    /// Sent with every request.
    var headers: [String: String] = [:]

    /// What a request carries.
    enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// In pieces of unknown total length, so without `Content-Length`.
        case chunked([UInt8])
        /// Fewer than announced: the connection breaks when `until` returns.
        case broken([UInt8], announced: Int, until: @Sendable () async throws -> Void)

        static func json(_ text: String) -> Body { .bytes(Array(text.utf8)) }
        static func json(_ value: some Encodable) throws -> Body {
            .bytes(Array(try JSONEncoder.publicAPI().encode(value)))
        }
    }

    /// Runs `body` with a gateway of its own.
    static func with(
        workers: Set<WorkerKind> = [], limits: GatewayLimits = GatewayLimits(),
        _ body: @escaping @Sendable (Gate) async throws -> Void
    ) async throws {
        try await TestCluster.with { cluster in
            try await cluster.withServices(workers: workers, limits: limits) { address in
                try await body(Gate(cluster: cluster, address: address))
            }
        }
    }

    /// Runs `body` as a person with all roles, with the panel and the filter configuration of ``SmallFamily`` deposited.
    static func withSubmitter(
        workers: Set<WorkerKind> = [], limits: GatewayLimits = GatewayLimits(),
        _ body: @escaping @Sendable (Gate) async throws -> Void
    ) async throws {
        try await with(workers: workers, limits: limits) { gate in
            let gate = try await gate.newUser("ann")
            let family = SmallFamily()
            let panel = try await gate.send(.PUT, family.panelPath, body: .json(family.panelDeposit))
            try #require(panel.status == 201, "\(panel.text)")
            let filter = try await gate.send(.PUT, family.filterPath, body: .json(SmallFamily.filterConfiguration))
            try #require(filter.status == 201, "\(filter.text)")
            try await body(gate)
        }
    }

    /// The gate as a new user sees it.
    func newUser(
        _ name: String, group: String = "genetics", roles: Set<Role> = Set(Role.allCases)
    ) async throws -> Gate {
        _ = try await cluster.createUser(name, group: group, roles: roles)
        let login = SessionRequest(username: name, password: TestCluster.password)
        let session = try await send(.POST, "/api/v1/sessions", body: .json(login)).value(SessionView.self)
        var gate = self
        gate.headers["Authorization"] = "Bearer \(session.token)"
        return gate
    }

    /// The gate as nobody sees it.
    var anonymous: Gate { Gate(cluster: cluster, address: address) }

    func send(
        _ method: HTTPMethod, _ path: String, headers more: [String: String] = [:], body: Body = .none
    ) async throws -> Reply {
        let response = try await open(method, path, headers: more, body: body)
        let bytes = try await response.body.collect(upTo: 64 << 20)
        return Reply(
            status: Int(response.status.code), headers: response.headers, body: Data(bytes.readableBytesView))
    }

    func get(_ path: String, headers more: [String: String] = [:]) async throws -> Reply {
        try await send(.GET, path, headers: more)
    }

    /// Follows no redirect, so that tests see them. Lives as long as the process.
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    /// Sends a request, and answers when the head of the answer is there.
    func open(
        _ method: HTTPMethod, _ path: String, headers more: [String: String] = [:], body: Body = .none
    ) async throws -> HTTPClientResponse {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        for (name, value) in headers.merging(more, uniquingKeysWith: { $1 }) {
            request.headers.replaceOrAdd(name: name, value: value)
        }
        switch body {
        case .none: break
        case .bytes(let bytes): request.body = .bytes(ByteBuffer(bytes: bytes))
        case .broken(let bytes, let announced, let until):
            request.body = .stream(BrokenBody(bytes: bytes, until: until), length: .known(Int64(announced)))
        case .chunked(let bytes): request.body = .bytes(bytes, length: .unknown)
        }
        return try await Self.client.execute(request, timeout: .seconds(60))
    }
}
