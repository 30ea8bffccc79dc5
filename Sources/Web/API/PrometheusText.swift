import Support

/// The metrics in the text format 0.0.4 of Prometheus.
struct PrometheusText {
    private(set) var text = ""

    /// Begins a metric.
    mutating func begin(_ name: String, _ kind: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(kind)\n"
    }

    /// One value.
    mutating func value(
        _ name: String, _ value: some CustomStringConvertible, labels: [(String, String)] = []
    ) {
        let list = labels.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(list)} \(value)\n"
    }

    private static func escaped(_ label: String) -> String {
        label.replacing(scalars: ["\\": "\\\\", "\"": "\\\"", "\n": "\\n"])
    }
}

extension ServerMetrics {
    /// What the server did, and what it serves.
    func prometheus(model: Int64?, list: Int64?, isHealthy: Bool) -> String {
        let (answers, latencies) = snapshot()
        var text = PrometheusText()
        text.begin("icebreaker_requests_total", "counter", "Requests answered, by route, method and status.")
        for (answer, count) in answers {
            let labels = [
                ("route", answer.route.route), ("method", answer.route.method),
                ("status", String(answer.status)),
            ]
            text.value("icebreaker_requests_total", count, labels: labels)
        }
        text.begin("icebreaker_request_duration_seconds", "histogram", "How long answering took.")
        for (route, histogram) in latencies { append(route, histogram, to: &text) }
        text.begin("icebreaker_requests_in_flight", "gauge", "Requests that are being answered.")
        text.value("icebreaker_requests_in_flight", inFlight.load(ordering: .relaxed))
        text.begin(
            "icebreaker_answers_saved_total", "counter", "Participants' answers stored since the start.")
        text.value("icebreaker_answers_saved_total", answersSaved.load(ordering: .relaxed))
        text.begin("icebreaker_model_id", "gauge", "The number of the model that is served; 0 without one.")
        text.value("icebreaker_model_id", model ?? 0)
        text.begin("icebreaker_list_id", "gauge", "The number of the list that is served; 0 without one.")
        text.value("icebreaker_list_id", list ?? 0)
        text.begin(
            "icebreaker_workspace_readable", "gauge",
            "Whether the workspace can be read and written; 0 where /healthz answers 503.")
        text.value("icebreaker_workspace_readable", isHealthy ? 1 : 0)
        return text.text
    }

    private func append(_ route: Route, _ histogram: Histogram, to text: inout PrometheusText) {
        let name = "icebreaker_request_duration_seconds"
        let labels = [("route", route.route), ("method", route.method)]
        var total = 0
        for (bound, count) in zip(Histogram.bounds.map { String($0) } + ["+Inf"], histogram.counts) {
            total += count
            text.value(name + "_bucket", total, labels: labels + [("le", bound)])
        }
        text.value(name + "_sum", histogram.sum, labels: labels)
        text.value(name + "_count", total, labels: labels)
    }
}
