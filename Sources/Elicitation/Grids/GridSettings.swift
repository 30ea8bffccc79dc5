/// The settings of ``GridDesign``: how much each item counts as a target, and λ.
package struct GridSettings: Sendable, Equatable {
    /// t, how much each item counts as something to recommend.
    package enum Weights: Sendable, Equatable {
        /// tⱼ = μⱼ^e.
        case popularity(exponent: Double)
        /// tⱼ is the share of past people who have item j among their first so many recommendations after the
        /// grid of ``GridDesign/standardExponent``: an item that is never recommended need not be predicted.
        case recommended(depth: Int)
    }

    package var weights: Weights
    /// λ, in squared shares of people.
    package var ridge: Double

    package init(weights: Weights, ridge: Double = GridDesign.standardRidge) {
        (self.weights, self.ridge) = (weights, ridge)
    }

    /// Where nobody says otherwise.
    package static let standard = GridSettings(weights: .recommended(depth: 30))

    /// What ``GridTuning`` tries, the standard first; the first wins a tie.
    package static let tried: [GridSettings] =
        [standard]
        + ([1, 1.25, 1.5, 2].map(Weights.popularity) + [20, 30, 50, 100].map(Weights.recommended)).flatMap {
            weights in
            [0.003, 0.01, 0.03].map { GridSettings(weights: weights, ridge: $0) }
        }.filter { $0 != standard }

    /// e of the grid that is designed first.
    package var exponent: Double {
        if case .popularity(let exponent) = weights { exponent } else { GridDesign.standardExponent }
    }

    /// The number of recommendations that count; `nil` where popularity is what counts.
    package var depth: Int? { if case .recommended(let depth) = weights { depth } else { nil } }

    /// In words, such as `popularity^1.25 with ridge 0.01`.
    package var title: String {
        switch weights {
        case .popularity(let exponent): "popularity^\(exponent) with ridge \(ridge)"
        case .recommended(let depth): "the first \(depth) recommendations with ridge \(ridge)"
        }
    }
}
