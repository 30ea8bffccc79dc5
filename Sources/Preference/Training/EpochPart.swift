/// One of several parts of an epoch, of as many batches each as can be.
///
///     part p of P has the batches from ⌊p N / P⌋ to below ⌊(p + 1) N / P⌋ of N,   p = 0 … P − 1
package struct EpochPart: Sendable, Equatable {
    /// p, from 0.
    package let number: Int
    /// P, at least 1.
    package let count: Int

    /// Part `number` of `count`; by itself the whole epoch.
    package init(_ number: Int = 0, of count: Int = 1) { (self.number, self.count) = (number, count) }

    /// The batches of the part.
    /// - Parameter batchCount: N, those of the epoch.
    package func batches(of batchCount: Int) -> Range<Int> {
        number * batchCount / count..<(number + 1) * batchCount / count
    }
}
