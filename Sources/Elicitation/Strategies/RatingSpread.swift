import Datasets
import Foundation
import Support

/// The classes in which rating values are counted for an entropy.
///
/// Each distinct value of the training ratings is a class of its own, up to five of them. Of a finer scale,
/// neighbouring values are joined into five classes as equal in number as possible, so that half stars 0.5
/// and 1, 1.5 and 2 … 4.5 and 5 count as whole stars and entropies stay comparable with those of a five-star
/// scale.
package struct RatingCategories: Sendable, Equatable {
    /// How many classes there are, at most 5.
    package let count: Int
    private let distinct: [Double]

    /// Finds the classes of the values that occur.
    package init(of ratings: [Double]) {
        distinct = Set(ratings).sorted()
        count = min(5, distinct.count)
    }

    /// The class of a rating, 0 ..< count; that of the nearest smaller value where this one does not occur.
    package func category(of rating: Double) -> Int {
        let place = distinct.partitionPoint { $0 <= rating }
        return distinct.isEmpty ? 0 : max(0, place - 1) * count / distinct.count
    }
}

/// How the ratings of one item are spread.
package struct RatingSpread: Sendable, Equatable {
    /// How many ratings fall into each class, shape [classes].
    package let counts: [Int]
    /// n, the number of ratings.
    package let total: Int
    /// 1/n Σ (z − mean)², z the ratings on the scale 1…5; 0 without ratings.
    package let variance: Double
    /// The root of the variance, in rating units.
    package let deviation: Double

    /// Counts ratings.
    package init(_ ratings: [Double], categories: RatingCategories, scaling: RatingScaling = .identity) {
        var counts = Array(repeating: 0, count: categories.count)
        for rating in ratings { counts[categories.category(of: rating)] += 1 }
        self.counts = counts
        total = ratings.count
        let inner = ratings.map(scaling.inner)
        let mean = inner.isEmpty ? 0 : inner.reduce(0, +) / Double(inner.count)
        variance =
            inner.isEmpty ? 0 : inner.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(inner.count)
        deviation = variance.squareRoot() * scaling.unit
    }

    /// H = −Σ p lg p over the classes, in bits.
    package var entropy: Double {
        counts.reduce(0) { $0 + surprise(Double($1) / Double(max(total, 1))) }
    }

    /// H' = H / lg(classes), 0...1; 0 where there is one class.
    package var relativeEntropy: Double { counts.count > 1 ? entropy / log2(Double(counts.count)) : 0 }

    /// `its ratings are 90% as mixed as they could be`.
    var mixture: String {
        "its ratings are \(Int((100 * relativeEntropy).rounded()))% as mixed as they could be"
    }
}

/// −p lg p, in bits; 0 for p = 0.
func surprise(_ share: Double) -> Double { share > 0 ? -share * log2(share) : 0 }
