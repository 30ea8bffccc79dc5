/// The interval of the ratings, in rating units.
package struct RatingScale: Sendable, Equatable, Codable {
    /// The lowest rating that may be given.
    package var minimum: Double
    /// The highest rating that may be given.
    package var maximum: Double

    /// Creates a scale.
    /// - Precondition: `minimum <= maximum`, both finite.
    package init(minimum: Double, maximum: Double) {
        precondition(
            minimum.isFinite && maximum.isFinite && minimum <= maximum, "the scale must be an interval")
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether a rating lies within the scale; false for NaN.
    package func contains(_ rating: Double) -> Bool { rating >= minimum && rating <= maximum }
}
