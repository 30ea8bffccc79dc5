import Datasets
import LatentFactors
import Support

/// The ratings by user and by item: all that an elicitation strategy may look at. A table holds every rating
/// of the users that it is of, so that its count of an item is nᵢ, the number of users who know it, as
/// ``KnownCounts`` has it.
///
/// Rater u of `0 ..< raterCount` has the rows `userOffsets[u] ..< userOffsets[u + 1]`; item i has the rows
/// `itemRows[itemOffsets[i] ..< itemOffsets[i + 1]]`.
package struct RatingTable: Sendable {
    /// The ratings sorted by user.
    package let rows: RatingRows
    /// Where the rows of each user begin, shape [users + 1].
    package let userOffsets: [Int]
    /// Where the rows of each item begin, shape [items + 1].
    package let itemOffsets: [Int]
    /// The rows in the order of their items.
    package let itemRows: [Int32]
    /// U, the number of users whose ratings these are, those without any among them.
    package let userCount: Int
    /// How the ratings of each item are spread, shape [items].
    let spreads: [RatingSpread]

    /// Indexes ratings.
    /// - Parameters:
    ///   - rows: all ratings of some users, such as all of a dataset, or those whom a measurement did not
    ///     hold out.
    ///   - userCount: the number of those users; by default those who have a rating.
    package init(_ rows: RatingRows, userCount: Int? = nil) {
        self.rows = rows
        let raters = rows.userOffsets
        userOffsets = raters
        self.userCount = max(userCount ?? 0, raters.count - 1)
        let (offsets, order) = rows.byItem()
        (itemOffsets, itemRows) = (offsets, order)
        let categories = RatingCategories(of: rows.ratings)
        spreads = (0..<rows.itemCount).map { item in
            RatingSpread(
                order[offsets[item]..<offsets[item + 1]].map { rows.ratings[Int($0)] },
                categories: categories,
                scaling: rows.scaling)
        }
    }

    /// The number of users with a rating.
    package var raterCount: Int { max(0, userOffsets.count - 1) }
    /// The number of items of the dataset.
    package var itemCount: Int { rows.itemCount }

    /// nᵢ, the number of users who rated an item.
    package func count(ofItem item: Int) -> Int { itemOffsets[item + 1] - itemOffsets[item] }

    /// The ratings of an item, by ascending user.
    package func ratings(ofItem item: Int) -> [Double] {
        itemRows[itemOffsets[item]..<itemOffsets[item + 1]].map { rows.ratings[Int($0)] }
    }

    /// The positions of the items that at least one user has rated, ascending: those that a strategy ranks.
    package var ratedItems: [Int] { (0..<itemCount).filter { count(ofItem: $0) > 0 } }

    /// The position of the user of each row, in the order of the items: those of item i at
    /// `itemOffsets[i] ..< itemOffsets[i + 1]`.
    var itemUsers: [Int32] {
        var userOfRow: [Int32] = []
        userOfRow.reserveCapacity(rows.count)
        for user in 0..<raterCount {
            userOfRow.append(
                contentsOf: repeatElement(Int32(user), count: userOffsets[user + 1] - userOffsets[user]))
        }
        return itemRows.map { userOfRow[Int($0)] }
    }

    /// How many users know each item.
    package var knownCounts: KnownCounts {
        KnownCounts(counts: (0..<itemCount).map(count), userCount: userCount)
    }

    /// The most rated items, ties to the smaller position; at most `limit`, by ascending position.
    func mostRated(_ limit: Int) -> [Int] { ItemRanking(popularity: knownCounts).top(limit).sorted() }

    /// The positions of all users with a rating, or of as many as asked for, drawn by the generator;
    /// ascending.
    func users(atMost limit: Int, using generator: inout SeededGenerator) -> [Int] {
        var users = Array(0..<raterCount)
        guard users.count > limit else { return users }
        generator.shuffle(&users)
        return users.prefix(limit).sorted()
    }
}
