import Synchronization

/// A wish that a long computation end before its end, which one thread sends and the others look for.
///
/// The computation throws `CancellationError` then; what it has computed so far is not used.
package final class Cancellation: Sendable {
    private let flag = Atomic<Bool>(false)

    /// Starts without the wish.
    package init() {}

    /// Whether the computation should end.
    package var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Wishes that it end.
    package func request() { flag.store(true, ordering: .relaxed) }

    /// - Throws: `CancellationError` where the computation should end.
    package func check() throws(CancellationError) {
        if isRequested { throw CancellationError() }
    }
}
