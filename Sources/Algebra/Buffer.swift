/// Scratch memory of a fixed length for one thread's inner loops.
///
/// It starts at a cache line: a vector of 64 bytes that crosses two lines takes twice as long to load.
public final class Buffer<Scalar: EstimatorScalar> {
    /// The first number.
    public let start: UnsafeMutablePointer<Scalar>
    /// How many numbers there are.
    public let count: Int
    @usableFromInline let memory: UnsafeMutableRawPointer

    /// Allocates `count` zeros.
    @inlinable public init(_ count: Int) {
        self.count = count
        memory = .allocate(byteCount: max(count, 1) * MemoryLayout<Scalar>.stride, alignment: 64)
        start = memory.initializeMemory(as: Scalar.self, repeating: 0, count: max(count, 1))
    }

    @inlinable deinit { memory.deallocate() }

    /// A number by its place.
    @inlinable public subscript(index: Int) -> Scalar {
        get { start[index] }
        set { start[index] = newValue }
    }

    /// Sets all numbers to 0.
    @inlinable public func zero() { start.update(repeating: 0, count: count) }
}
