// swift-tools-version: 6.2
import PackageDescription

// The house: one target a room, dependencies one way (CONTRIBUTING.md). `HouseTests` walks this graph.

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])

func product(_ name: String, _ package: String) -> Target.Dependency { .product(name: name, package: package) }

let argumentParser = product("ArgumentParser", "swift-argument-parser")
let asyncHTTPClient = product("AsyncHTTPClient", "async-http-client")
let coreMetrics = product("CoreMetrics", "swift-metrics")
let httpTypes = product("HTTPTypes", "swift-http-types")
let hummingbird = product("Hummingbird", "hummingbird")
let logging = product("Logging", "swift-log")
let metrics = product("Metrics", "swift-metrics")
let mustache = product("Mustache", "swift-mustache")
let nioCore = product("NIOCore", "swift-nio")
let nioHTTP1 = product("NIOHTTP1", "swift-nio")
let serviceLifecycle = product("ServiceLifecycle", "swift-service-lifecycle")
let unixSignals = product("UnixSignals", "swift-service-lifecycle")
let yams = product("Yams", "Yams")

/// A room: a target of `Sources`, with files that become part of the program.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], embedding files: [String] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, resources: files.map { .embedInCode($0) }, swiftSettings: settings)
}

/// The tests of a room.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: dependencies, swiftSettings: settings)
}

/// A C library of the system.
func library(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let executable: [Target] = [
    .executableTarget(
        name: "cistron",
        dependencies: [
            "Access", "Client", "Composition", "Demonstration", "Gateway", "Interpretation", "Jobs", "LocalServices",
            "PublicAPI",
            "Store",
            "Telemetry", argumentParser, coreMetrics, logging, serviceLifecycle,
        ], swiftSettings: settings)
]

// From the top down: a room may depend on those below it only.
let rooms: [Target] = [
    room(
        "Composition",
        [
            "Access", "AMQP", "Cryptography", "Gateway", "Jobs", "Laboratory", "LocalServices", "Postgres", "Store",
            "Telemetry",
            "Workers", logging, serviceLifecycle, unixSignals,
        ]),
    room("Client", ["Cryptography", "Interpretation", "PublicAPI", asyncHTTPClient, nioCore, nioHTTP1]),
    room(
        "Gateway",
        [
            "Access", "AMQP", "Annotation", "Compression", "Cryptography", "Evidence", "Filtering", "Genomics",
            "Interpretation",
            "Jobs", "Laboratory", "Postgres", "PublicAPI", "Store", hummingbird, logging, metrics, mustache, nioCore,
            serviceLifecycle,
        ], embedding: ["Resources/openapi.yaml", "Resources/page.mustache", "Resources/page.css"]),
    room(
        "Workers",
        [
            "Access", "Annotation", "Compression", "Cryptography", "Evidence", "Filtering", "Genomics",
            "Interpretation", "Jobs",
            "Laboratory", "Postgres", "PublicAPI", "Reporting", "Store", logging,
        ]),
    room(
        "Jobs",
        ["Access", "AMQP", "Postgres", "PublicAPI", "Store", logging, metrics, serviceLifecycle],
        embedding: ["Resources/topology.json"]),
    room(
        "Store",
        ["Access", "Compression", "Cryptography", "Filtering", "Interpretation", "Laboratory", "Postgres"],
        embedding: [
            "Migrations/0001_foundation.sql", "Migrations/0002_knowledge.sql", "Migrations/0003_jobs.sql",
            "Migrations/0004_analyses.sql", "Migrations/0005_interpretation.sql",
        ]),
    // Pure from here on: no sockets, no files, no clock except as a parameter.
    room("PublicAPI", ["Interpretation"]),
    room("Demonstration"),
    room("Reporting", [mustache]),
    room("Interpretation", ["Laboratory"]),
    room("Evidence", ["Annotation"]),
    room("Filtering", ["Annotation"]),
    room("Annotation", [yams]),
    room("Genomics"),
    room("Laboratory"),
    room("Access"),
    // Clients of C libraries, and what stands beside everything.
    room("LocalServices", [logging]),
    room("Telemetry", [coreMetrics, logging]),
    room("Postgres", ["CLibPQ", logging, serviceLifecycle]),
    room("AMQP", ["CRabbitMQ", logging, serviceLifecycle]),
    room("Compression", ["CZlib"]),
    room("Cryptography", ["CSodium"]),
    library("CLibPQ", "libpq", "libpq-dev"),
    library("CRabbitMQ", "librabbitmq", "librabbitmq-dev"),
    library("CSodium", "libsodium", "libsodium-dev"),
    library("CZlib", "zlib", "zlib1g-dev"),
]

let testTargets: [Target] = [
    tests("Access", ["Access"]),
    tests("AMQP", ["AMQP", "LocalServices", "TestSupport", logging, serviceLifecycle]),
    tests("Annotation", ["Annotation"]),
    tests(
        "Client",
        [
            "Client", "Cryptography", "Interpretation", "PublicAPI", "cistron", argumentParser, httpTypes, hummingbird,
            logging, nioCore, serviceLifecycle,
        ]),
    tests("Compression", ["Compression"]),
    tests("Cryptography", ["Cryptography"]),
    tests("Demonstration", ["Demonstration"]),
    tests("Filtering", ["Annotation", "Filtering"]),
    tests(
        "Gateway",
        [
            "Access", "AMQP", "Client", "Composition", "Cryptography", "Gateway", "Interpretation", "Jobs", "Postgres",
            "PublicAPI", "Store", "TestCluster", "TestSupport", asyncHTTPClient, logging, nioCore, nioHTTP1, yams,
        ]),
    tests("Genomics", ["Compression", "Genomics"]),
    tests("House"),
    tests(
        "Integration",
        [
            "Access", "cistron", "Client", "Composition", "Cryptography", "Interpretation", "Jobs", "LocalServices",
            "Postgres", "PublicAPI", "Store", "TestCluster", "TestSupport", logging,
        ]),
    tests("Interpretation", ["Interpretation", "Laboratory"]),
    tests(
        "Jobs",
        [
            "Access", "AMQP", "Composition", "Jobs", "LocalServices", "Postgres", "PublicAPI", "Store", "TestCluster",
            "TestSupport", logging, serviceLifecycle,
        ]),
    tests("Laboratory", ["Laboratory"]),
    tests("LocalServices", ["LocalServices", "LocalServicesProbe", "TestSupport", logging]),
    tests("Postgres", ["Postgres", "TestSupport", logging, serviceLifecycle]),
    tests("Reporting", ["Reporting"]),
    tests(
        "Store",
        [
            "Access", "Composition", "Cryptography", "Interpretation", "Laboratory", "Postgres", "Store", "TestCluster",
            "TestSupport", logging,
        ]),
    tests("Telemetry", ["Telemetry", coreMetrics, logging]),
    // What tests share.
    .executableTarget(
        name: "LocalServicesProbe", dependencies: ["LocalServices", logging], path: "Tests/LocalServicesProbe",
        swiftSettings: settings),
    .target(
        name: "TestSupport", dependencies: ["LocalServices", logging], path: "Tests/TestSupport",
        swiftSettings: settings),
    .target(
        name: "TestCluster",
        dependencies: [
            "Access", "Client", "Composition", "Cryptography", "Gateway", "Jobs", "LocalServices", "Postgres",
            "PublicAPI", "Store",
            "Telemetry", "TestSupport", coreMetrics, logging, serviceLifecycle,
        ], path: "Tests/TestCluster", swiftSettings: settings),
]

let package = Package(
    name: "cistron",
    products: [.executable(name: "cistron", targets: ["cistron"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: executable + rooms + testTargets,
    swiftLanguageModes: [.v6]
)
