import Foundation
import Testing

/// The graph of targets, as the package manager knows it.
private struct Manifest: Decodable {
    struct Target: Decodable {
        enum Kind: String, Decodable { case executable, regular, system, test, plugin, macro, binary }
        struct Dependency: Decodable {
            let byName: [String?]?
            let product: [String?]?
            let target: [String?]?

            private enum CodingKeys: CodingKey { case byName, product, target }

            init(from decoder: any Decoder) throws {
                let values = try decoder.container(keyedBy: CodingKeys.self)
                func names(_ key: CodingKeys) throws -> [String?]? {
                    guard values.contains(key) else { return nil }
                    var list = try values.nestedUnkeyedContainer(forKey: key)
                    return [try list.decodeIfPresent(String.self)]
                }
                byName = try names(.byName)
                product = try names(.product)
                target = try names(.target)
            }
        }
        let name: String
        let type: Kind
        let path: String?
        let dependencies: [Dependency]
    }
    let targets: [Target]

    static func load() throws -> Manifest {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "dump-package", "--package-path", root.path, "--scratch-path",
            NSTemporaryDirectory() + "cistron-house",
        ]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let json = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return try JSONDecoder().decode(Manifest.self, from: json)
    }
}

@Suite("The house")
struct HouseTests {
    /// From the top down, as `CONTRIBUTING.md` says; a room may depend on rooms further down only.
    static let order = [
        "cistron", "Composition", "Client", "Gateway", "Workers", "Jobs", "Store", "PublicAPI", "Demonstration",
        "Reporting",
        "Interpretation", "Evidence", "Filtering", "Annotation", "Genomics", "Laboratory", "Access", "LocalServices",
        "Telemetry",
        "Postgres", "AMQP", "Compression", "Cryptography", "CLibPQ", "CRabbitMQ", "CSodium", "CZlib",
    ]

    /// No sockets, no files, no clock.
    static let pure: Set = [
        "PublicAPI", "Demonstration", "Reporting", "Interpretation", "Evidence", "Filtering", "Annotation", "Genomics",
        "Laboratory",
        "Access",
    ]
    /// What pure rooms may take from outside: nothing that reaches a server.
    static let harmless: Set = ["Mustache", "Yams"]

    @Test("Dependencies point downwards only, and every room has its place")
    func direction() throws {
        let targets = try Manifest.load().targets.filter { $0.type != .test && $0.path?.hasPrefix("Tests/") != true }
        #expect(Set(targets.map(\.name)) == Set(Self.order))
        let place = Dictionary(uniqueKeysWithValues: Self.order.enumerated().map { ($1, $0) })
        for target in targets {
            let mine = try #require(place[target.name])
            for name in target.dependencies.flatMap({ ($0.byName ?? []) + ($0.target ?? []) }).compactMap(\.self) {
                let theirs = try #require(place[name], "\(target.name) depends on \(name), which has no place")
                #expect(theirs > mine, "\(target.name) must not depend on \(name): that points upwards")
            }
        }
    }

    @Test("Pure rooms reach no server")
    func purity() throws {
        for target in try Manifest.load().targets where Self.pure.contains(target.name) {
            let rooms = target.dependencies.flatMap { ($0.byName ?? []) + ($0.target ?? []) }.compactMap(\.self)
            #expect(Set(rooms).subtracting(Self.pure).isEmpty, "\(target.name) is pure and depends on \(rooms)")
            let products = Set(target.dependencies.flatMap { $0.product ?? [] }.compactMap(\.self))
            #expect(products.subtracting(Self.harmless).isEmpty, "\(target.name) is pure and uses \(products)")
        }
    }

    @Test("Only the gateway imports the web framework, and only the drivers import C")
    func imports() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        let owners = [
            "Hummingbird": "Gateway", "CLibPQ": "Postgres", "CRabbitMQ": "AMQP", "CSodium": "Cryptography",
            "CZlib": "Compression",
        ]
        var files = 0
        for case let url as URL in try #require(
            FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        where url.pathExtension == "swift" {
            files += 1
            let room = url.path.dropFirst(sources.path.count + 1).split(separator: "/").first.map(String.init)
            for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
            where line.contains("import ") {
                guard let module = line.split(separator: " ").last.map(String.init), let owner = owners[module] else {
                    continue
                }
                #expect(room == owner, "\(url.lastPathComponent) imports \(module), which is \(owner)'s alone")
            }
        }
        #expect(files > 100)
    }
}
