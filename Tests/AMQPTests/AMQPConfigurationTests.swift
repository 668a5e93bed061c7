import Testing

@testable import AMQP

@Suite("The broker's address")
struct AMQPConfigurationTests {
    @Test("Missing parts have the protocol's defaults")
    func defaults() throws {
        let plain = try AMQPConfiguration(uri: "amqp://broker")
        #expect(plain.host == "broker")
        #expect(plain.port == 5672)
        #expect(plain.virtualHost == "/")
        #expect(plain.user == "guest")
        #expect(plain.password == "guest")
        #expect(plain.tls == nil)
        let secure = try AMQPConfiguration(uri: "amqps://broker/")
        #expect(secure.port == 5671)
        #expect(secure.virtualHost == "/")
        #expect(secure.tls?.verifiesPeer == true)
        #expect(secure.tls?.verifiesHostName == true)
    }

    @Test("Every part is percent-decoded")
    func decoding() throws {
        let configuration = try AMQPConfiguration(uri: "AMQP://us%40er:p%3Aa%2Fss%25:word@[::1]:1234/%2Fvh%C3%B8st")
        #expect(configuration.user == "us@er")
        #expect(configuration.password == "p:a/ss%:word")
        #expect(configuration.host == "::1")
        #expect(configuration.port == 1234)
        #expect(configuration.virtualHost == "/vhøst")
    }

    @Test(
        "What cannot be read is refused without repeating the password",
        arguments: [
            "broker:5672", "http://u:secret@broker", "amqp://u:secret@broker:0", "amqp://u:secret@broker:70000",
            "amqp://u:secret@broker:port", "amqp://u:secret@", "amqp://u:secret%2@broker", "amqp://u:secret%zz@broker",
            "amqp://u:secret%FF@broker", "amqp://u:secret%00@broker", "amqp://u:secret@broker/a/b",
            "amqp://u:secret@broker/?heartbeat=5", "amqp://u:secret@[::1", "amqp://u:secret@[::1]x",
        ])
    func refusals(uri: String) throws {
        let error = try #require(throws: AMQPError.self) { try AMQPConfiguration(uri: uri) }
        #expect(error.code == .configuration)
        #expect(!error.isRetriable)
        #expect(!"\(error)".contains("secret"))
    }

    @Test("Certificates without TLS and impossible heartbeats are refused")
    func contradictions() {
        #expect(throws: AMQPError.self) { try AMQPConfiguration(uri: "amqp://broker", tls: AMQPTLS()) }
        #expect(throws: AMQPError.self) { try AMQPConfiguration(uri: "amqp://broker", heartbeat: .zero) }
        #expect(throws: AMQPError.self) { try AMQPConfiguration(uri: "amqp://broker", heartbeat: .seconds(70_000)) }
    }

    @Test("No way of printing shows the password")
    func secrecy() throws {
        let configuration = try AMQPConfiguration(uri: "amqp://user:sesame@broker/lab")
        var dumped = ""
        dump(configuration, to: &dumped)
        for text in ["\(configuration)", String(reflecting: configuration), dumped] {
            #expect(!text.contains("sesame"))
            #expect(text.contains("amqp://user@broker:5672"))
        }
    }
}
