/// Looks for ratings that are none: counts, codes for "not rated", one value only.
struct RatingReview {
    /// What was found.
    private(set) var warnings: [DatasetWarning] = []
    /// Below this number of ratings, what is rare or spread tells nothing.
    private static let fewest = 20

    /// Looks through ratings.
    /// - Parameters:
    ///   - ratings: the ratings, in rating units.
    ///   - scale: their interval, where it was declared.
    init(_ ratings: [Double], scale: RatingScale) {
        guard ratings.count > 1, let range = NumberRange(ratings) else { return }
        if range.least == range.largest {
            warn(
                ratings.count,
                "all \(ratings.count) ratings are \(range.least.plainText), so that nothing can be learned from them; take them as "
                    + "interactions with --implicit")
            return
        }
        if range.least >= TimeReview.earliestKnown {
            warn(
                ratings.count,
                "the ratings go from \(range.least.plainText) to \(range.largest.plainText), as times do; check that the columns of "
                    + "the rating and the time are not swapped")
            return
        }
        guard ratings.count >= Self.fewest else { return }
        if let code = Self.code(in: ratings, range) {
            let bounds = "\(code.rest.minimum.plainText) to \(code.rest.maximum.plainText)"
            warn(
                code.count,
                "\(code.count) of the \(ratings.count) ratings \(code.count == 1 ? "is" : "are") \(code.value.plainText) and the others "
                    + "\(bounds); if that means `not rated`, describe the files in a dataset.yaml with "
                    + "scale: [\(code.rest.minimum.plainText), \(code.rest.maximum.plainText)] and import with --skip-invalid"
            )
        } else if Self.areCounts(ratings, range) {
            warn(
                ratings.count,
                "the ratings go from \(range.least.plainText) to \(range.largest.plainText) with a median of \(range.median.plainText), "
                    + "as counts do; if they are counts, take them as interactions with --implicit")
        } else if (range.largest - range.least) * 2 < scale.maximum - scale.minimum {
            warn(
                ratings.count,
                "all ratings lie between \(range.least.plainText) and \(range.largest.plainText) on a scale of "
                    + "\(scale.minimum.plainText) to \(scale.maximum.plainText); check that this is their scale"
            )
        }
    }

    private mutating func warn(_ count: Int, _ text: String) {
        warnings.append(DatasetWarning(.ratings, count: count, text))
    }

    /// A value at one end that is likely a code: farther from the others than these from one another, or 0 in
    /// two of five ratings where the others have at least three values.
    private static func code(
        in ratings: [Double], _ range: NumberRange
    ) -> (value: Double, count: Int, rest: RatingScale)? {
        for value in [range.least, range.largest] {
            // The ends and the number of the others, in one pass.
            var (low, high, count) = (Double.infinity, -Double.infinity, 0)
            for rating in ratings {
                if rating == value { count += 1 } else { (low, high) = (min(low, rating), max(high, rating)) }
            }
            guard low <= high else { continue }
            let gap = value == range.least ? low - value : value - high
            let isFar = low < high && gap > high - low && count * 2 < ratings.count
            let isFrequentZero =
                value == 0 && value == range.least && count * 5 >= ratings.count * 2 && hasValues(ratings, 4)
            if isFar || isFrequentZero { return (value, count, RatingScale(minimum: low, maximum: high)) }
        }
        return nil
    }

    private static func hasValues(_ ratings: [Double], _ count: Int) -> Bool {
        var values: Set<Double> = []
        for rating in ratings where values.count < count { values.insert(rating) }
        return values.count >= count
    }

    /// Whole numbers from 0 up whose median is far below the largest.
    private static func areCounts(_ ratings: [Double], _ range: NumberRange) -> Bool {
        range.least >= 0 && range.largest >= 100 && range.median * 10 <= range.largest
            && ratings.allSatisfy { $0 == $0.rounded() }
    }
}
