/// How a dataset is read.
package struct ReadOptions: Sendable, Equatable {
    /// What to call the dataset; by default what its files say, else the name of its folder.
    package var name: String?
    /// Whether faulty rows are left out and counted in `Dataset.rejections` instead of ending the reading.
    package var skipInvalid: Bool
    /// Whether ratings are taken as mere interactions: what is in the ratings file was taken, whatever the
    /// rating.
    package var implicit: Bool
    /// Where ratings are taken as interactions, the lowest that counts as one; the rows below it are left out
    /// and counted.
    package var positiveFrom: Double?
    /// Which of several ratings of the same user and item holds. By default the latest where there are times;
    /// without times a repeated rating is a fault. Without ratings it says nothing: the earliest interaction
    /// counts.
    package var ratings: RatingRule?

    /// Creates options.
    package init(
        name: String? = nil, skipInvalid: Bool = false, implicit: Bool = false, positiveFrom: Double? = nil,
        ratings: RatingRule? = nil
    ) {
        self.name = name
        self.skipInvalid = skipInvalid
        self.implicit = implicit
        self.positiveFrom = positiveFrom
        self.ratings = ratings
    }
}
