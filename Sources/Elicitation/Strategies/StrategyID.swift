/// Every strategy, for ratings and for taps, by the name that people ask for and that tables, files and
/// reports show.
///
/// A name stands here and nowhere else: whatever treats a strategy differently asks this type.
package enum StrategyID: String, Sendable, Codable, CaseIterable {
    case melu
    case meluUnitError = "melu-unit-error"
    case meluUnitLoss = "melu-unit-loss"
    case design
    case adaptive
    case forward
    case popularity
    case trending
    case random
    case entropy
    case entropy0
    case logpopEntropy = "logpop-entropy"
    case helf
    case variancePopularity = "variance-popularity"
    case greedyExtend = "greedy-extend"
    case maxvol
    case coverage
    case clusters

    /// What the others are compared with.
    package static let reference = StrategyID.popularity

    /// The name.
    package var name: String { rawValue }

    /// Whether a trained estimator's gradient norms score the items.
    package var isMeLU: Bool {
        switch self {
        case .melu, .meluUnitError, .meluUnitLoss: true
        default: false
        }
    }

    /// Whether everyone is shown the same items.
    package var hasList: Bool { self != .adaptive }

    /// Whether its items are drawn by the seed.
    package var isDrawn: Bool { self == .random }
}

/// A name that was stored or asked for is that of a strategy.
package func == (name: String, id: StrategyID) -> Bool { name == id.name }

/// A name that was stored or asked for is not that of a strategy.
package func != (name: String, id: StrategyID) -> Bool { name != id.name }
