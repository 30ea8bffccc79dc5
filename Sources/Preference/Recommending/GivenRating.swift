/// A rating that a user gave to an item, by the item's position in the dataset.
public struct GivenRating: Sendable, Equatable {
    /// The position of the item.
    public var item: Int
    /// The rating, in rating units.
    public var rating: Double

    /// Creates a rating.
    public init(item: Int, rating: Double) { (self.item, self.rating) = (item, rating) }
}
