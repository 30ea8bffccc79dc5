import Algebra
import Tasks

/// How strongly the ratings of each item move an estimator, and how many there are.
package struct ItemGradientNorms: Sendable, Equatable {
    /// G, the mean gradient norm over the users with the item in their support set; 0 where there is none.
    /// Shape [items].
    package let means: [Double]
    /// P, the number of those users. Shape [items].
    package let supportCounts: [Int]
    /// The sums of the norms, of which the means are made, without rounding. Shape [items].
    package let sums: ExactSums

    /// Divides sums by counts.
    /// - Precondition: as many sums as counts.
    package init(sums: ExactSums, supportCounts: [Int]) {
        precondition(sums.count == supportCounts.count, "a sum and a count of each item")
        self.sums = sums
        self.supportCounts = supportCounts
        means = supportCounts.indices.map {
            supportCounts[$0] > 0 ? sums.value(at: $0) / Double(supportCounts[$0]) : 0
        }
    }
}

extension Estimator {
    /// Measures the gradient norm of every support pair at the meta-learned parameters (MeLU, section 3.3).
    ///
    ///     Gᵢ = 1/Pᵢ Σ over the users with i in their support set of ‖∂/∂θ of that pair‖
    ///
    /// Computed in closed form: the gradient of a layer is an outer product, whose norm is the product of the
    /// norms, and `fc1` splits into an item half and a user half that are computed once each. The pairs
    /// stream through in rounds of a fixed size, and each item's norms are summed without rounding, so
    /// neither memory nor result depends on the number of threads, on the order of the tasks, or on how they
    /// are shared out among machines.
    /// - Parameters:
    ///   - tasks: the warm tasks; only their support sets are looked at.
    ///   - inputs: the encoded features.
    ///   - options: which gradient, and how it is measured.
    ///   - threads: how many threads to use.
    ///   - progress: told how many tasks are done.
    /// - Returns: G and P; G in parameter units per rating unit and what `options.gradient` adds.
    @_specialize(where Scalar == Float)
    @_specialize(where Scalar == Double)
    package func gradientNorms(
        _ tasks: [UserTask], inputs: EstimatorInputs, options: GradientOptions, threads: Int,
        progress: (Int) -> Void = { _ in }
    ) -> ItemGradientNorms {
        let accumulator = GradientNormAccumulator(self, inputs: inputs, options: options, threads: threads)
        accumulator.add(tasks, progress: progress)
        return accumulator.norms
    }
}
