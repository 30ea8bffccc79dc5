import Support

/// One method against another on the same users.
package struct PairedComparison: Sendable, Equatable, Codable {
    /// Mean over users of method less reference, with its bootstrap interval, in the measure's units.
    package var difference: IntervalEstimate
    /// The bootstrap's two-sided p value that the difference is 0.
    package var bootstrapPValue: Double
    /// The sign-flip permutation test's p value.
    package var permutationPValue: Double
    /// The permutation p value after Holm's correction over the methods of one comparison; the same before
    /// it.
    package var holmPValue: Double
    /// Cohen's d_z of the differences; `nil` where it is not defined.
    package var cohensDz: Double?
    /// The matched-pairs rank-biserial correlation of the differences.
    package var rankBiserial: Double
    /// The share of users for whom the method's value is smaller.
    package var shareSmaller: Double
    /// The share of users for whom the method's value is larger.
    package var shareLarger: Double

    /// Compares two series of one value per user.
    /// - Parameters:
    ///   - method: shape [n].
    ///   - reference: the same users in the same order, shape [n].
    ///   - tolerance: what counts as no difference of the measure.
    ///   - resamples: draws of these n users.
    ///   - seed: of the permutation test.
    /// - Precondition: the shapes are equal.
    package init(
        _ method: [Double], against reference: [Double], tolerance: Tolerance, resamples: BootstrapResamples,
        seed: UInt64
    ) {
        let differences = tolerance.differences(method, reference)
        var generator = SeededGenerator(seed: seed, stream: .signFlips)
        difference = resamples.interval(of: differences)
        bootstrapPValue = resamples.pValue(of: differences)
        permutationPValue = signFlipPValue(of: differences, using: &generator)
        holmPValue = permutationPValue
        cohensDz = Statistics.cohensDz(differences)
        rankBiserial = matchedPairsRankBiserial(differences)
        let users = Double(max(differences.count, 1))
        shareSmaller = Double(differences.count { $0 < 0 }) / users
        shareLarger = Double(differences.count { $0 > 0 }) / users
    }

    /// Effects with Holm's correction over each family of them.
    /// - Parameters:
    ///   - effects: in any order.
    ///   - comparison: where an effect keeps its comparison.
    ///   - isTested: whether an effect is a test; what is none, such as the reference itself, stays as it is.
    ///   - isOfFamily: whether two effects are of one family.
    package static func holmCorrected<Effect>(
        _ effects: [Effect], _ comparison: WritableKeyPath<Effect, PairedComparison>,
        where isTested: (Effect) -> Bool,
        families isOfFamily: (Effect, Effect) -> Bool
    ) -> [Effect] {
        var corrected = effects
        var families: [[Int]] = []
        for index in effects.indices where isTested(effects[index]) {
            let family = families.firstIndex { isOfFamily(effects[$0[0]], effects[index]) }
            if let family { families[family].append(index) } else { families.append([index]) }
        }
        for family in families {
            for (index, adjusted) in zip(
                family, holmCorrected(family.map { effects[$0][keyPath: comparison] }))
            {
                corrected[index][keyPath: comparison] = adjusted
            }
        }
        return corrected
    }

    /// The comparisons with Holm's correction over all of them.
    package static func holmCorrected(_ comparisons: [PairedComparison]) -> [PairedComparison] {
        zip(comparisons, holmAdjusted(comparisons.map(\.permutationPValue))).map { comparison, adjusted in
            var comparison = comparison
            comparison.holmPValue = adjusted
            return comparison
        }
    }
}
