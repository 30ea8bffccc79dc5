/// A rating that a user gave to an item, by the item's position in the dataset.
package struct GivenRating: Sendable, Equatable {
    /// The position of the item.
    package var item: Int
    /// The rating, in rating units.
    package var rating: Double

    /// Creates a rating.
    package init(item: Int, rating: Double) { (self.item, self.rating) = (item, rating) }
}
