import Support

/// How simulated people use a grid.
package struct TapBehaviour: Sendable, Equatable, Codable {
    /// q, the share of the tiles which people have taken that they do tap, above 0 and at most 1: the rest
    /// they overlook. The recommender is not told.
    package var tapRate: Double
    /// Who has fewer taps than this leaves, and gets what a service recommends to somebody of whom it knows
    /// nothing.
    package var leaveBelow: Int

    /// By default people tap everything they have taken, and stay.
    package init(tapRate: Double = 1, leaveBelow: Int = 0) {
        (self.tapRate, self.leaveBelow) = (tapRate, leaveBelow)
    }

    /// Whether a user taps a tile that they have taken: the same for every list that shows it.
    func taps(_ item: Int32, user: Int32, seed: UInt64) -> Bool {
        guard tapRate < 1 else { return true }
        let seed = seed ^ UInt64(UInt32(bitPattern: item)) << 20
        var generator = SeededGenerator(seed: seed, stream: .overlookedTiles(user: user))
        return generator.unitInterval() < tapRate
    }
}
