/// A recommended item with its estimates and the reasons.
package struct Recommendation: Sendable, Equatable {
    /// The position of the item in the dataset.
    package var item: Int
    /// ŷ after the local update, in rating units; not clipped to the rating scale.
    package var estimate: Double
    /// ŷ before it.
    package var estimateBefore: Double
    /// The given ratings that moved the estimate most, at most three: those that raised it first, the
    /// strongest first; then, where fewer than three raised it, those that lowered it, again the strongest
    /// first. Empty where nothing moved it.
    package var reasons: [RatingEffect]

    /// Creates a recommendation.
    package init(item: Int, estimate: Double, estimateBefore: Double, reasons: [RatingEffect] = []) {
        (self.item, self.estimate, self.estimateBefore, self.reasons) = (
            item, estimate, estimateBefore, reasons
        )
    }
}

/// How far one given rating moved the estimate of another item.
package struct RatingEffect: Sendable, Equatable {
    /// The position of the rated item in the dataset.
    package var item: Int
    /// By how much it moved the estimate to first order in α, in rating units; see ``Recommender``.
    package var effect: Double

    /// Creates an effect.
    package init(item: Int, effect: Double) { (self.item, self.effect) = (item, effect) }
}
