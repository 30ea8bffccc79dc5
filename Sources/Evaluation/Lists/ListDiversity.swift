import Datasets
import Foundation

/// How varied a list of items is.
package struct ListDiversity: Sendable, Equatable, Codable {
    /// Mean over pairs of items of 1 − |A ∩ B| / |A ∪ B| of their genres, 0 (all alike) ... 1 (nothing in
    /// common); `nil` with fewer than two items that have genres (Ziegler et al., "Improving recommendation
    /// lists through topic diversification", WWW 2005, with Jaccard's distance).
    package var genreDistance: Double?
    /// −Σ_g s_g log₂ s_g, in bits, where s_g is genre g's share of all genre labels in the list.
    package var genreEntropy: Double
    /// How many genres occur.
    package var genres: Int
    /// The year of the oldest item.
    package var firstYear: Int?
    /// The year of the newest item.
    package var lastYear: Int?
    /// The standard deviation of the years, with n − 1; `nil` with fewer than two.
    package var yearDeviation: Double?

    /// Measures a list.
    /// - Parameters:
    ///   - list: positions of items.
    ///   - dataset: where their genres and years are; items without them are left out of that measure.
    package init(_ list: some Sequence<Int>, of dataset: Dataset) {
        self.init(labels: list.map { dataset.label(ofItem: $0) })
    }

    /// Measures the labels of a list.
    package init(labels: [ItemLabel]) {
        let sets = labels.map { Set($0.genres) }.filter { !$0.isEmpty }
        var (sum, pairs) = (0.0, 0)
        for (index, left) in sets.enumerated() {
            for right in sets.dropFirst(index + 1) {
                sum += 1 - Double(left.intersection(right).count) / Double(left.union(right).count)
                pairs += 1
            }
        }
        genreDistance = pairs > 0 ? sum / Double(pairs) : nil
        let counts = Dictionary(sets.flatMap { $0 }.map { ($0, 1) }, uniquingKeysWith: +).values.sorted()
        let total = Double(counts.reduce(0, +))
        genreEntropy = counts.reduce(0) { $0 - Double($1) / total * log2(Double($1) / total) }
        genres = counts.count
        let years = labels.compactMap(\.year)
        firstYear = years.min()
        lastYear = years.max()
        let mean = Double(years.reduce(0, +)) / Double(max(years.count, 1))
        let squares = years.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        yearDeviation = years.count > 1 ? (squares / Double(years.count - 1)).squareRoot() : nil
    }
}

/// The share of a catalogue that occurs in at least one list, 0...1 (Herlocker et al., "Evaluating
/// collaborative filtering recommender systems", TOIS 2004, section 4.2).
/// - Parameters:
///   - lists: positions of items.
///   - itemCount: the size of the catalogue.
package func catalogueCoverage(_ lists: [[Int]], itemCount: Int) -> Double {
    itemCount > 0 ? Double(Set(lists.joined()).count) / Double(itemCount) : 0
}
