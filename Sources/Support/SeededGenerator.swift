import Foundation

/// A small generator whose sequence is fixed by its seed, on every platform and in every Swift version
/// (SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014).
///
/// It is always passed `inout`; no pure target draws from the system's generator.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    @usableFromInline var state: UInt64

    /// Creates the generator of a stream; different streams from one seed are independent.
    package init(seed: UInt64, stream: RandomStream) {
        state = seed
        state = next() ^ (stream.number &* 0xD1B5_4A32_D192_ED03)
    }

    /// Creates a generator that is the only one of its seed.
    package init(seed: UInt64) { self.init(seed: seed, stream: RandomStream(number: 0)) }

    /// The next 64 random bits.
    @inlinable public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A number drawn uniformly from [0, 1), in steps of 2^-53.
    @inlinable public mutating func unitInterval() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// An integer drawn uniformly from 0 ..< bound, without bias (Lemire's multiply and reject).
    /// - Precondition: `bound > 0`.
    @inlinable public mutating func integer(below bound: Int) -> Int {
        precondition(bound > 0, "the bound must be positive")
        let bound = UInt64(bound)
        let threshold = (0 &- bound) % bound
        while true {
            let (high, low) = bound.multipliedFullWidth(by: next())
            if low >= threshold { return Int(high) }
        }
    }

    /// A number drawn from the normal distribution N(0, 1) (Box and Muller, 1958; one of the pair).
    package mutating func normal() -> Double {
        let radius = (-2 * log(1 - unitInterval())).squareRoot()
        return radius * cos(2 * .pi * unitInterval())
    }

    /// Puts the elements into an order drawn uniformly (Fisher and Yates); unlike the standard library's, the
    /// order for a seed never changes with the Swift version.
    @_specialize(where Element == Int)
    package mutating func shuffle<Element>(_ elements: inout [Element]) {
        // Specialised, since `MetaTrainer` shuffles every epoch and cannot see the generic body across
        // modules.
        guard elements.count > 1 else { return }
        for last in stride(from: elements.count - 1, to: 0, by: -1) {
            elements.swapAt(last, integer(below: last + 1))
        }
    }
}
