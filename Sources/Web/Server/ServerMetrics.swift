import Synchronization

/// What the server did since it started, for Prometheus.
package final class ServerMetrics: Sendable {
    /// Requests that are being answered.
    let inFlight = Atomic<Int>(0)
    /// Answers of participants that were stored.
    let answersSaved = Atomic<Int>(0)
    private let state = Mutex<State>(State())

    /// Starts at zero.
    package init() {}

    private struct State {
        var answers: [Answer: Int] = [:]
        var latencies: [Route: Histogram] = [:]
    }

    struct Route: Hashable, Comparable {
        var route, method: String
        static func < (left: Route, right: Route) -> Bool {
            (left.route, left.method) < (right.route, right.method)
        }
    }

    struct Answer: Hashable, Comparable {
        var route: Route
        var status: Int
        static func < (left: Answer, right: Answer) -> Bool {
            (left.route, left.status) < (right.route, right.status)
        }
    }

    /// How many answers took at most so long.
    struct Histogram {
        static let bounds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5]
        var counts = [Int](repeating: 0, count: bounds.count + 1)
        var sum = 0.0
    }

    /// Counts an answer of a participant that was stored.
    func savedAnswer() { answersSaved.add(1, ordering: .relaxed) }

    /// Counts an answer.
    func record(route: String, method: String, status: Int, seconds: Double) {
        let route = Route(route: route, method: method)
        let bucket = Histogram.bounds.firstIndex { seconds <= $0 } ?? Histogram.bounds.count
        state.withLock { state in
            state.answers[Answer(route: route, status: status), default: 0] += 1
            state.latencies[route, default: Histogram()].counts[bucket] += 1
            state.latencies[route, default: Histogram()].sum += seconds
        }
    }

    /// The answers and the latencies, in the order of the routes.
    func snapshot() -> (answers: [(Answer, Int)], latencies: [(Route, Histogram)]) {
        state.withLock { state in
            (
                state.answers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                state.latencies.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
            )
        }
    }
}
