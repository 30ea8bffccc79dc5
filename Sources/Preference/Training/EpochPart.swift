/// One of several parts of an epoch, of as many batches each as can be.
///
///     part k of K has the batches ⌊k N / K⌋ to ⌊(k + 1) N / K⌋ of N,   k = 0 … K − 1
package struct EpochPart: Sendable, Equatable {
    /// k, from 0.
    package let number: Int
    /// K, at least 1.
    package let count: Int

    /// Part `number` of `count`; by itself the whole epoch.
    package init(_ number: Int = 0, of count: Int = 1) { (self.number, self.count) = (number, count) }

    /// The batches of the part.
    /// - Parameter batchCount: N, those of the epoch.
    package func batches(of batchCount: Int) -> Range<Int> { number * batchCount / count..<(number + 1) * batchCount / count }
}
