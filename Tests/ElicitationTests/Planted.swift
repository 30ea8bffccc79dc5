import Elicitation
import LatentFactors
import Preference
import Support

/// Ratings drawn from a planted model: popular and obscure items, two tastes, half stars.
enum Planted {
    static let rows = rows(users: 60, items: 24)
    static let table = RatingTable(rows)
    static let model = LatentFactorModel(
        fitting: rows,
        options: LatentFactorOptions(factors: 3, factorPenalty: 2, biasPenalty: 1, iterations: 4))
    /// Scores of all gradients, from norms that differ by item.
    static let evidence = Dictionary(
        uniqueKeysWithValues: GradientTarget.allCases.enumerated().map { index, gradient in
            (gradient, scores { Double(1 + ($0 * (3 + index)) % 7) })
        })
    static let input = ElicitationInput(ratings: table, evidence: evidence, model: model, depth: 8)

    static func rows(users: Int, items: Int) -> RatingRows {
        var generator = SeededGenerator(seed: 20)
        var columns: (users: [Int32], items: [Int32], ratings: [Double]) = ([], [], [])
        for user in 0..<users {
            let taste = generator.normal()
            for item in 0..<items where generator.unitInterval() < 0.9 / (1 + 0.15 * Double(item)) {
                let liking = 3 + 0.8 * taste * (item % 2 == 0 ? 1 : -1) + 0.7 * generator.normal()
                columns.users.append(Int32(user))
                columns.items.append(Int32(item))
                columns.ratings.append(min(5, max(0.5, (2 * liking).rounded() / 2)))
            }
        }
        return RatingRows(
            users: columns.users, items: columns.items, ratings: columns.ratings, itemCount: items + 2)
    }

    /// Evidence of all items with a rating; the norms are far from any that cannot be scored.
    private static func scores(_ norm: (Int) -> Double) -> EvidenceScores {
        let counts = (0..<table.itemCount).map { table.count(ofItem: $0) }
        guard
            let scores = try? EvidenceScores(
                gradientNorms: counts.indices.map(norm), supportCounts: counts, normalization: .maximum)
        else { preconditionFailure("the planted norms can be scored") }
        return scores
    }

    /// The same input with the items in the opposite order.
    static func reversed() throws -> ElicitationInput {
        let count = table.itemCount
        func flip<Element>(_ values: [Element], width: Int = 1) -> [Element] {
            (0..<count).reversed().flatMap { values[$0 * width..<($0 + 1) * width] }
        }
        let flipped = RatingRows(
            users: rows.users, items: rows.items.map { Int32(count - 1) - $0 }, ratings: rows.ratings,
            itemCount: count)
        let other = LatentFactorModel(
            mean: model.mean, itemBiases: flip(model.itemBiases),
            itemVectors: flip(model.itemVectors, width: model.dimension),
            priorMean: model.priorMean, priorCovariance: model.priorCovariance,
            noiseVariance: model.noiseVariance)
        let scores = try evidence.mapValues { scores in
            var norms = Array(repeating: 0.0, count: count)
            for candidate in scores.candidates { norms[count - 1 - candidate.item] = candidate.gradientNorm }
            return try EvidenceScores(
                gradientNorms: norms, supportCounts: flip(table.knownCounts.counts), normalization: .maximum)
        }
        return ElicitationInput(ratings: RatingTable(flipped), evidence: scores, model: other, depth: 8)
    }
}
