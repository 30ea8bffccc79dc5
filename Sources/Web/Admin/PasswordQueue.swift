import Synchronization

/// Hashes passwords one at a time, so that guessing takes one processor at most. Who has failed least goes
/// first, and where too many wait, who has failed most is turned away: an attacker's addresses, once they
/// have failed, delay nobody else.
package final class PasswordQueue: Sendable {
    private struct Waiting {
        /// By how many failures, then by when they came.
        let rank: (failures: Int, arrival: UInt64)
        let turn: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var isBusy = false
        var waiting: [Waiting] = []
        var arrivals: UInt64 = 0
    }

    private let limit: Int
    private let state = Mutex(State())
    private let work = BackgroundWork("password")

    /// - Parameter limit: how many may wait.
    package init(limit: Int = 64) { self.limit = limit }

    /// How many wait now.
    package var count: Int { state.withLock { $0.waiting.count } }

    /// Runs a computation when its turn comes.
    /// - Parameter failures: how often who asks for it has failed.
    /// - Throws: what it throws, or `WebError.busy` for one that is turned away.
    package func run<Result: Sendable>(
        failures: Int, _ body: @escaping @Sendable () throws -> Result
    ) async throws -> Result {
        guard await withCheckedContinuation({ enter(failures, $0) }) else { throw WebError.busy }
        defer { leave() }
        return try await work.run(body)
    }

    private func enter(_ failures: Int, _ turn: CheckedContinuation<Bool, Never>) {
        let answered: (turn: CheckedContinuation<Bool, Never>, isIn: Bool)? = state.withLock { state in
            guard state.isBusy else {
                state.isBusy = true
                return (turn, true)
            }
            state.arrivals += 1
            state.waiting.append(Waiting(rank: (failures, state.arrivals), turn: turn))
            guard state.waiting.count > limit,
                let last = state.waiting.indices.max(by: { state.waiting[$0].rank < state.waiting[$1].rank })
            else { return nil }
            return (state.waiting.remove(at: last).turn, false)
        }
        answered?.turn.resume(returning: answered?.isIn ?? false)
    }

    private func leave() {
        let next: CheckedContinuation<Bool, Never>? = state.withLock { state in
            guard
                let first = state.waiting.indices.min(by: { state.waiting[$0].rank < state.waiting[$1].rank })
            else {
                state.isBusy = false
                return nil
            }
            return state.waiting.remove(at: first).turn
        }
        next?.resume(returning: true)
    }
}
