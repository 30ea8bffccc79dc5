/// What recommends from the taps on a grid, in the order in which a comparison prints them.
package enum GridRecommenderName: String, Sendable, CaseIterable {
    case linear
    case linearFeatures = "linear-features"
    case tapsOnly = "taps-only"
    case localUpdate = "local-update"
    case popularity
}
