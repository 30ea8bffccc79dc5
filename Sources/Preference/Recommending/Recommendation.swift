/// A recommended item with its estimates and the reasons.
public struct Recommendation: Sendable, Equatable {
    /// The position of the item in the dataset.
    public var item: Int
    /// ŷ after the local update, in rating units; not clipped to the rating scale.
    public var estimate: Double
    /// ŷ before it.
    public var estimateBefore: Double
    /// The given ratings that moved the estimate most, at most three: those that raised it first, the strongest first; then,
    /// where fewer than three raised it, those that lowered it, again the strongest first. Empty where nothing moved it.
    public var reasons: [RatingEffect]

    /// Creates a recommendation.
    public init(item: Int, estimate: Double, estimateBefore: Double, reasons: [RatingEffect] = []) {
        (self.item, self.estimate, self.estimateBefore, self.reasons) = (item, estimate, estimateBefore, reasons)
    }
}

/// How far one given rating moved the estimate of another item.
public struct RatingEffect: Sendable, Equatable {
    /// The position of the rated item in the dataset.
    public var item: Int
    /// By how much it moved the estimate to first order in α, in rating units; see ``Recommender``.
    public var effect: Double

    /// Creates an effect.
    public init(item: Int, effect: Double) { (self.item, self.effect) = (item, effect) }
}
