import Dispatch
import Synchronization

/// Long computations one after another on a thread of their own, so that they hold up no other request; of
/// more than a few at a time the rest is refused.
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
        let outcome = Outcome<Result>()
        await withCheckedContinuation { continuation in
            queue.async {
                outcome.set(Swift.Result { try body() })
                continuation.resume()
            }
        }
        return try outcome.get()
    }
}

/// What a computation made, on its way to who waits for it. The continuation puts the two in order already;
/// the lock shows the order to the thread sanitizer, which sees locks but not the runtime's continuations.
private final class Outcome<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>>(.failure(WebError.busy))

    func set(_ value: Result<Value, any Error>) { result.withLock { $0 = value } }

    func get() throws -> Value { try result.withLock { $0 }.get() }
}
