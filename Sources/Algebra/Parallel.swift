import Dispatch
import Synchronization

/// Spreads independent work over threads.
@usableFromInline package enum Parallel {
    /// Calls `body` once for every index below `count`, on at most `threads` threads.
    ///
    /// Which thread takes which index is left to chance, so `body` must write only to what belongs to its
    /// index or to its worker's scratch; whatever is summed over indices is summed afterwards, in their
    /// order.
    /// - Parameters:
    ///   - count: how many indices there are.
    ///   - threads: how many workers to use, at least 1.
    ///   - body: the work, given an index and the number of its worker, 0 ..< threads.
    @usableFromInline package static func forEach(
        _ count: Int, threads: Int, _ body: (_ index: Int, _ worker: Int) -> Void
    ) {
        let workers = min(max(threads, 1), max(count, 1))
        guard workers > 1 else {
            for index in 0..<count { body(index, 0) }
            return
        }
        let next = Atomic<Int>(0)
        withoutActuallyEscaping(body) { body in
            nonisolated(unsafe) let body = body
            DispatchQueue.concurrentPerform(iterations: workers) { worker in
                while true {
                    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
                    guard index < count else { return }
                    body(index, worker)
                }
            }
        }
    }
}

/// Calls `body` for every index below `count`, on at most `threads` threads; the results stand in the order
/// of the indices.
@inlinable package func concurrentMap<Element>(_ count: Int, threads: Int, _ body: (Int) -> Element)
    -> [Element]
{
    [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
        guard let start = buffer.baseAddress else { return }
        Parallel.forEach(count, threads: threads) { index, _ in (start + index).initialize(to: body(index)) }
        initialized = count
    }
}
