import Foundation
import Glibc
import Logging
import Testing

@testable import Telemetry

@Suite struct LogHandlerTests {
    private func logger(
        _ capture: LogCapture, level: Logger.Level = .trace, format: LogFormat = .json,
        provider: Logger.MetadataProvider? = nil
    ) -> Logger {
        Logger(label: "Jobs") { label in
            format.handler(label: label, level: level, output: capture.output, metadataProvider: provider)
        }
    }

    @Test func aLineHasTimeLevelLabelAndMessage() throws {
        let capture = LogCapture()
        logger(capture).notice("started")
        let line = try #require(try capture.lines().first)
        #expect(line.hasPrefix("{\"time\":\"20"))
        #expect(line.hasSuffix("Z\",\"level\":\"notice\",\"label\":\"Jobs\",\"message\":\"started\"}"))
    }

    @Test func theLevelHoldsPerLogger() throws {
        let capture = LogCapture()
        var chatty = logger(capture, level: .warning)
        let quiet = chatty
        chatty.logLevel = .debug
        chatty[metadataKey: "only"] = "chatty"
        quiet.info("not this")
        chatty.debug("this")
        quiet.error("and this")
        let lines = try capture.objects()
        #expect(lines.map { $0["message"] as? String } == ["this", "and this"])
        #expect(lines.map { $0["only"] as? String } == ["chatty", nil])
    }

    @Test(arguments: ["\"", "\\", "a\nb", "\r\t\u{0}\u{1B}[31m\u{7F}", "søk \u{1F9EC}\u{2028}", "{\"a\":1}", ""])
    func everyTextComesBackFromOneLine(text: String) throws {
        let capture = LogCapture()
        logger(capture).info("\(text)", metadata: ["value": "\(text)", "key \(text)": "1"])
        let lines = try capture.objects()
        #expect(lines.count == 1)
        #expect(lines.first?["message"] as? String == text)
        #expect(lines.first?["value"] as? String == text)
        #expect(lines.first?["key \(text)"] as? String == "1")
    }

    @Test func metadataIsFlattenedSortedAndTyped() throws {
        let capture = LogCapture()
        logger(capture).info(
            "m",
            metadata: [
                "job": ["id": "7", "lane": ["name": "urgent"]], "count": .stringConvertible(3),
                "ratio": .stringConvertible(0.5), "odd": .stringConvertible(Double.nan),
                "done": .stringConvertible(true), "list": ["a", .stringConvertible(2)], "label": "mine",
            ])
        let line = try #require(try capture.lines().first)
        let tail =
            #""count":3,"done":true,"job.id":"7","job.lane.name":"urgent","list":["a",2],"metadata.label":"mine","#
            + #""odd":"nan","ratio":0.5}"#
        #expect(line.hasSuffix(tail))
    }

    @Test func theMetadataOfTaskLoggerProviderAndEventAreMerged() async throws {
        let capture = LogCapture()
        var logger = logger(capture, provider: .init { ["b": "provider", "c": "provider", "d": "provider"] })
        logger[metadataKey: "a"] = "logger"
        logger[metadataKey: "b"] = "logger"
        let made = logger
        await withLogger(mergingMetadata: ["a": "task", "job.id": "7"]) { _ in
            await Task.yield()
            made.info("m", metadata: ["d": "event"])
        }
        made.info("outside")
        let lines = try capture.objects()
        let inside = lines[0].compactMapValues { $0 as? String }
        #expect(inside["job.id"] == "7")
        #expect([inside["a"], inside["b"], inside["c"], inside["d"]] == ["logger", "provider", "provider", "event"])
        #expect(lines[1]["job.id"] == nil)
    }

    @Test(arguments: LogFormat.allCases)
    func sensitiveValuesAndSecretsAreNeverWritten(format: LogFormat) throws {
        let capture = LogCapture()
        logger(capture, format: format).info(
            "m",
            metadata: [
                "sample": .sensitive("HIDDEN-1"), "text": "\("HIDDEN-2", attributes: [Sensitivity.sensitive])",
                "http": ["authorization": "HIDDEN-3", "method": "GET"], "Token": "HIDDEN-4",
                "secret": ["inner": "HIDDEN-5"], "list": [.sensitive("HIDDEN-6"), ["password": "HIDDEN-7"]],
            ])
        let line = try #require(try capture.lines().first)
        #expect(!line.contains("HIDDEN"))
        #expect(line.contains("GET"))
        #expect(line.split(separator: Sensitivity.redacted, omittingEmptySubsequences: false).count == 8)
    }

    @Test func anErrorIsPartOfTheLine() throws {
        struct Failure: Error, CustomStringConvertible { var description: String { "the broker is away" } }
        let capture = LogCapture()
        logger(capture).error("failed", error: Failure())
        let line = try #require(try capture.objects().first)
        #expect(line["error"] as? String == "the broker is away")
        #expect((line["error_type"] as? String)?.hasSuffix("Failure") == true)
    }

    @Test func theConsoleShowsControlCharactersInsteadOfObeyingThem() throws {
        let capture = LogCapture()
        logger(capture, format: .console).warning("a\u{1B}[2Jb", metadata: ["k": "x\ny"])
        let lines = try capture.lines()
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix(#" warning Jobs: a\u{1B}[2Jb k=x\ny"#) == true)
    }

    @Test func linesOfManyTasksDoNotMix() async throws {
        let capture = LogCapture()
        let logger = logger(capture)
        let long = String(repeating: "x", count: 9_000)
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask { for _ in 0..<10 { logger.info("\(long)", metadata: ["task": "\(task)"]) } }
            }
        }
        let tasks = try capture.objects().compactMap { $0["task"] as? String }
        #expect(tasks.count == 80 && Set(tasks).count == 8)
    }

    /// A terminal or a pipe to a collector may be non-blocking and smaller than a line.
    @Test func aFullPipeIsWaitedFor() throws {
        var ends: [Int32] = [0, 0]
        try #require(pipe(&ends) == 0 && fcntl(ends[1], F_SETFL, O_NONBLOCK) == 0)
        defer { ends.forEach { close($0) } }
        let line = Array(repeating: UInt8(ascii: "x"), count: 300_000) + [UInt8(ascii: "\n")]
        let output = LogOutput(fileDescriptor: ends[1])
        let writer = Thread { output.write(line) }
        writer.start()
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 10_000)
        let deadline = ContinuousClock.now + .seconds(20)
        while received.last != UInt8(ascii: "\n"), ContinuousClock.now < deadline {
            var ready = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
            poll(&ready, 1, 1_000)
            let count = read(ends[0], &buffer, buffer.count)
            if count > 0 { received += buffer[..<count] }
        }
        #expect(received == line)
    }

    @Test(arguments: [
        (0, 0, "1970-01-01T00:00:00.000Z"), (951_782_399, 999, "2000-02-28T23:59:59.999Z"),
        (951_782_400, 7, "2000-02-29T00:00:00.007Z"), (1_709_251_199, 50, "2024-02-29T23:59:59.050Z"),
        (4_107_542_400, 0, "2100-03-01T00:00:00.000Z"), (-1, 1, "1969-12-31T23:59:59.001Z"),
    ])
    func timesAreWrittenInUTC(seconds: Int, milliseconds: Int, text: String) {
        let timestamp = UTCTimestamp(seconds: seconds, milliseconds: milliseconds)
        #expect(timestamp.description == text)
        #expect("\(text.prefix(11))\(timestamp.timeOfDay)Z" == text)
    }

    @Test func nowIsNow() throws {
        let before = Date().timeIntervalSince1970
        let now = UTCTimestamp.now
        #expect(abs(Double(now.seconds) - before) < 5)
    }
}
