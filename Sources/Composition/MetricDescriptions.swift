import Telemetry

extension PrometheusMetrics {
    /// Says what each metric of this program means.
    func describeCistron() {
        describe(
            "cistron_http_request_duration_seconds", help: "Time from a request's head to its answer's head, by route.")
        describe("cistron_http_requests_total", help: "Answers by route, method and status.")
        describe("cistron_outbox_published_total", help: "Messages confirmed by the broker.")
        describe(
            "cistron_message_duration_seconds", help: "Time to handle a message, waiting for the database included.")
        describe("cistron_messages_total", help: "Messages handled, by kind and outcome.")
        describe(
            "cistron_messages_unusable_total", help: "Messages that could not be read and went to the dead letters.")
    }
}
