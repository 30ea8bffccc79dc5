/// What is done about a training that diverged: it begins again with smaller rates, at most twice.
package enum DivergenceRetry {
    /// How often a training begins again.
    package static let limit = 2
    /// What both rates are multiplied by each time.
    package static let factor = 0.25

    /// Trains, again with smaller rates where that diverges.
    /// - Parameters:
    ///   - options: how to train at first.
    ///   - first: how often the rates were made smaller before, in an attempt that was interrupted.
    ///   - note: told of each divergence, in one sentence, before the next attempt.
    ///   - train: one attempt, with its options and how often the rates were made smaller.
    /// - Returns: what the first attempt gave that did not diverge.
    /// - Throws: ``TrainingError/divergedAtLast(epoch:rates:)`` where the last attempt diverged too, and
    ///   whatever else an attempt throws.
    package static func run<Result>(
        _ options: TrainingOptions, from first: Int = 0, note: (String) -> Void = { _ in },
        _ train: (_ options: TrainingOptions, _ reductions: Int) throws -> Result
    ) throws -> Result {
        for reductions in first...limit {
            let reduced = options.withSmallerRates(reductions)
            do {
                return try train(reduced, reductions)
            } catch TrainingError.diverged(let epoch) {
                guard reductions < limit else {
                    throw TrainingError.divergedAtLast(epoch: epoch, rates: reduced.rates)
                }
                let next = options.withSmallerRates(reductions + 1).rates
                note("\(TrainingError.diverged(epoch: epoch).problem); starting again with \(next)")
            }
        }
        preconditionFailure("the last attempt gives a result or throws")
    }
}

extension TrainingOptions {
    /// Both rates.
    package struct Rates: Sendable, Equatable, CustomStringConvertible {
        /// α.
        package var local: Double
        /// β.
        package var global: Double

        /// Creates a pair.
        package init(local: Double, global: Double) { (self.local, self.global) = (local, global) }

        /// `local rate 0.005 and global rate 0.00025`
        package var description: String { "local rate \(local) and global rate \(global)" }
    }

    /// Both rates.
    package var rates: Rates { Rates(local: localUpdate.localLearningRate, global: globalLearningRate) }

    /// These options after both rates were made smaller so many times.
    package func withSmallerRates(_ times: Int) -> TrainingOptions {
        var options = self
        for _ in 0..<times {
            options.localUpdate.localLearningRate *= DivergenceRetry.factor
            options.globalLearningRate *= DivergenceRetry.factor
        }
        return options
    }

    /// These options before both rates were made smaller so many times; exact, as the factor is a power of
    /// two.
    package func withLargerRates(_ times: Int) -> TrainingOptions {
        var options = self
        for _ in 0..<times {
            options.localUpdate.localLearningRate /= DivergenceRetry.factor
            options.globalLearningRate /= DivergenceRetry.factor
        }
        return options
    }
}
