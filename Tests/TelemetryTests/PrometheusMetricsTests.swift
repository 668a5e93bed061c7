import CoreMetrics
import Testing

@testable import Telemetry

@Suite struct PrometheusMetricsTests {
    private let metrics = PrometheusMetrics()

    private func parsed() throws -> ExpositionParser { try ExpositionParser(metrics.render()) }

    @Test func nothingIsAnEmptyPage() throws {
        #expect(metrics.render().isEmpty)
        #expect(try parsed().families.isEmpty)
    }

    @Test func aPageIsExactlyAsTheFormatSays() {
        metrics.describe("jobs.finished_total", help: "Jobs that ended.")
        Counter(label: "jobs.finished", dimensions: [("kind", "filter"), ("lane", "urgent")], factory: metrics)
            .increment(by: 3)
        Counter(label: "jobs.finished", dimensions: [("lane", "bulk"), ("kind", "ingest")], factory: metrics)
            .increment()
        Meter(label: "connections", factory: metrics).set(2.5)
        #expect(
            metrics.render() == """
                # HELP connections connections
                # TYPE connections gauge
                connections 2.5
                # HELP jobs_finished_total Jobs that ended.
                # TYPE jobs_finished_total counter
                jobs_finished_total{kind="filter",lane="urgent"} 3
                jobs_finished_total{kind="ingest",lane="bulk"} 1

                """)
    }

    @Test func instrumentsOfTheSameNameAndLabelsShareOneSeries() throws {
        for _ in 0..<5 { Counter(label: "hits", dimensions: [("b", "2"), ("a", "1")], factory: metrics).increment() }
        for _ in 0..<5 { Counter(label: "hits", dimensions: [("a", "1"), ("b", "2")], factory: metrics).increment() }
        #expect(try parsed().value("hits_total", ["a": "1", "b": "2"]) == 10)
    }

    @Test func aCounterNeverGoesDown() throws {
        let counter = Counter(label: "c", factory: metrics)
        counter.increment(by: 5)
        counter.increment(by: -2)
        counter.increment(by: Int64.max)
        let floating = FloatingPointCounter(label: "f", factory: metrics)
        floating.increment(by: 1.5)
        floating.increment(by: -1)
        floating.increment(by: Double.nan)
        #expect(try parsed().value("c_total") == Double(Int64.max))
        #expect(try parsed().value("f_total") == 1.5)
        counter.reset()
        #expect(try parsed().value("c_total") == 0)
    }

    @Test func aTimerIsAHistogramInSeconds() throws {
        let timer = Timer(label: "http.request", dimensions: [("route", "/jobs/{id}")], factory: metrics)
        timer.recordMilliseconds(5)
        timer.recordMilliseconds(5)
        timer.recordSeconds(2)
        timer.recordSeconds(3_600)
        let family = try #require(try parsed().family("http_request_seconds"))
        #expect(family.type == "histogram")
        let buckets = family.samples.filter { $0.name.hasSuffix("_bucket") }
        func below(_ limit: String) -> Double? {
            buckets.first { $0.labels == ["route": "/jobs/{id}", "le": limit] }?.value
        }
        #expect(below("0.0025") == 0)
        // A limit belongs to its bucket.
        #expect(below("0.005") == 2)
        #expect(below("2.5") == 3)
        #expect(below("600") == 3)
        #expect(below("+Inf") == 4)
        #expect(buckets.map(\.value) == buckets.map(\.value).sorted())
        #expect(try parsed().value("http_request_seconds_count", ["route": "/jobs/{id}"]) == 4)
        let sum = try #require(try parsed().value("http_request_seconds_sum", ["route": "/jobs/{id}"]))
        #expect(abs(sum - 3_602.01) < 1e-9)
    }

    @Test func aRecorderIsAHistogramWhenItAggregatesAndAGaugeOtherwise() throws {
        let sizes = Recorder(label: "chunk.bytes", factory: metrics)
        sizes.record(4_096)
        sizes.record(Double.nan)
        Recorder(label: "depth", aggregate: false, factory: metrics).record(7)
        let page = try parsed()
        #expect(page.family("chunk_bytes")?.type == "histogram")
        #expect(page.value("chunk_bytes_bucket", ["le": "5000"]) == 1)
        #expect(page.value("chunk_bytes_count") == 1)
        #expect(page.value("chunk_bytes_sum") == 4_096)
        #expect(page.family("depth")?.type == "gauge")
        #expect(page.value("depth") == 7)
        #expect(PrometheusHistogram.amounts == PrometheusHistogram.amounts.sorted())
        #expect(PrometheusHistogram.seconds == PrometheusHistogram.seconds.sorted())
    }

    @Test func metersGoUpAndDown() throws {
        let meter = Meter(label: "open", factory: metrics)
        meter.set(10)
        meter.increment(by: 2.0)
        meter.decrement(by: 5.0)
        #expect(try parsed().value("open") == 7)
        meter.set(Double.infinity)
        #expect(metrics.render().contains("\nopen +Inf\n"))
    }

    @Test func aCallbackIsReadAtEveryRenderingAndCanBeReplaced() throws {
        let counter = Counter(label: "reads", factory: metrics)
        metrics.registerGauge(name: "queue.depth", labels: [("lane", "urgent")], help: "Waiting.") {
            counter.increment()
            return 1
        }
        metrics.registerGauge(name: "queue.depth", labels: [("lane", "bulk")], help: "Other words.") { .nan }
        _ = metrics.render()
        let page = try parsed()
        #expect(page.family("queue_depth")?.help == "Waiting.")
        #expect(page.value("queue_depth", ["lane": "urgent"]) == 1)
        #expect(page.value("queue_depth", ["lane": "bulk"])?.isNaN == true)
        metrics.registerGauge(name: "queue.depth", labels: [("lane", "urgent")], help: "") { 9 }
        #expect(try parsed().value("queue_depth", ["lane": "urgent"]) == 9)
        #expect(try parsed().value("reads_total") == 2)
    }

    @Test(arguments: ["plain", "a\"b", "back\\slash", "two\nlines", "{=,}", "søk \u{1F9EC}", ""])
    func labelValuesComeBackAsTheyWere(value: String) throws {
        Counter(label: "c", dimensions: [("v", value)], factory: metrics).increment()
        metrics.describe("g", help: "h: \(value)!")
        Meter(label: "g", factory: metrics).set(1)
        #expect(try parsed().value("c_total", ["v": value]) == 1)
        #expect(try parsed().family("g")?.help == "h: \(value)!")
    }

    @Test func namesAreMadeValid() throws {
        Counter(label: "9 lives/å", dimensions: [("le", "1"), ("__x", "2"), ("1st", "3"), ("", "4")], factory: metrics)
            .increment()
        Counter(label: "", factory: metrics).increment()
        let page = try parsed()
        #expect(
            page.value("_9_lives____total", ["exported_le": "1", "exported___x": "2", "_1st": "3", "_": "4"]) == 1)
        #expect(page.value("__total") == 1)
    }

    @Test func twoTypesUnderOneNameDoNotSpoilThePage() throws {
        Meter(label: "thing", factory: metrics).set(4)
        Recorder(label: "thing", factory: metrics).record(1)
        Recorder(label: "thing", factory: metrics).record(1)
        metrics.registerGauge(name: "thing_histogram", help: "") { 1 }
        Counter(label: "both", factory: metrics).increment()
        FloatingPointCounter(label: "both", factory: metrics).increment(by: 0.5)
        let page = try parsed()
        #expect(page.value("thing") == 4)
        #expect(page.value("thing_histogram_count") == 2)
        #expect(page.value("thing_histogram_gauge") == 1)
        #expect(page.value("both_total") == 1)
        #expect(page.value("both_total_counter") == 0.5)
    }

    @Test func aDestroyedInstrumentLeavesThePage() throws {
        let counter = Counter(label: "gone", dimensions: [("a", "1")], factory: metrics)
        let other = Counter(label: "gone", dimensions: [("a", "2")], factory: metrics)
        let timer = Timer(label: "gone", factory: metrics)
        counter.destroy()
        #expect(try parsed().family("gone_total")?.samples.count == 1)
        other.destroy()
        timer.destroy()
        #expect(metrics.render().isEmpty)
    }

    @Test func nothingIsLostWhenManyCountAtOnce() async throws {
        let metrics = metrics
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    let timer = Timer(label: "t", factory: metrics)
                    let meter = Meter(label: "m", factory: metrics)
                    for round in 0..<2_000 {
                        // Made anew each time, as call sites do.
                        Counter(label: "c", dimensions: [("task", "\(task % 2)")], factory: metrics).increment()
                        timer.recordMilliseconds(round)
                        meter.increment(by: 1.0)
                        if round.isMultiple(of: 500) { _ = metrics.render() }
                    }
                }
            }
        }
        let page = try parsed()
        #expect(page.value("c_total", ["task": "0"]) == 8_000)
        #expect(page.value("c_total", ["task": "1"]) == 8_000)
        #expect(page.value("m") == 16_000)
        #expect(page.value("t_seconds_count") == 16_000)
        #expect(page.value("t_seconds_bucket", ["le": "+Inf"]) == 16_000)
        #expect(page.value("t_seconds_bucket", ["le": "1"]) == 8_008)
    }
}
