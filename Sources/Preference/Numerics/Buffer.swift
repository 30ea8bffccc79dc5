/// Scratch memory of a fixed length for one thread's inner loops.
final class Buffer<Scalar: EstimatorScalar> {
    let start: UnsafeMutablePointer<Scalar>
    let count: Int

    /// Allocates `count` zeros.
    init(_ count: Int) {
        self.count = count
        start = .allocate(capacity: max(count, 1))
        start.initialize(repeating: 0, count: max(count, 1))
    }

    deinit { start.deallocate() }

    subscript(index: Int) -> Scalar {
        get { start[index] }
        set { start[index] = newValue }
    }

    func zero() { start.update(repeating: 0, count: count) }
}
