import Dispatch
import Synchronization

/// Long computations one after another on a thread of their own, so that they hold up no other request; of more than a few at
/// a time the rest is refused.
final class BackgroundWork: Sendable {
    private let queue: DispatchQueue
    private let limit: Int
    private let waiting = Atomic<Int>(0)

    /// - Parameters:
    ///   - label: the thread's name.
    ///   - limit: how many computations may wait or run.
    init(_ label: String, limit: Int = 16) {
        queue = DispatchQueue(label: "icebreaker.\(label)")
        self.limit = limit
    }

    /// Runs a computation.
    /// - Throws: what it throws, or `WebError.busy`.
    func run<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        defer { waiting.subtract(1, ordering: .relaxed) }
        guard waiting.add(1, ordering: .relaxed).newValue <= limit else { throw WebError.busy }
        return try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Swift.Result { try body() }) }
        }
    }
}
