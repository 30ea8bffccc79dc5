import Foundation

/// The ten best of what comes by, best first; of equals what came first. What a person sees of
/// recommendations first.
struct FirstTen {
    static let length = 10
    /// 1 / log₂(1 + rank) for the ranks 1 to 10.
    static let discounts = (1...length).map { 1 / log2(1 + Double($0)) }
    /// The sums of the first 0 to 10 of them: the best that may be reached with so many relevant items.
    static let ideals = (0...length).map { discounts.prefix($0).reduce(0, +) }

    private(set) var count = 0
    private var scores = [Double](repeating: 0, count: length)
    private(set) var places = [Int](repeating: 0, count: length)

    /// What must be exceeded to come in.
    var least: Double { count < FirstTen.length ? -.infinity : scores[FirstTen.length - 1] }

    mutating func insert(_ score: Double, _ place: Int) {
        var rank = min(count, FirstTen.length - 1)
        while rank > 0, scores[rank - 1] < score {
            scores[rank] = scores[rank - 1]
            places[rank] = places[rank - 1]
            rank -= 1
        }
        scores[rank] = score
        places[rank] = place
        count = min(count + 1, FirstTen.length)
    }

    /// nDCG@10 = Σ_r [place at rank r is relevant] / log₂(1 + r), divided by what the best order of all
    /// relevant items reaches.
    /// - Parameters:
    ///   - relevantCount: how many relevant items there are, at least 1.
    ///   - isRelevant: whether the item at a place is one of them.
    func normalizedGain(relevantCount: Int, _ isRelevant: (Int) -> Bool) -> Double {
        var gain = 0.0
        for rank in 0..<count where isRelevant(places[rank]) { gain += FirstTen.discounts[rank] }
        return gain / FirstTen.ideals[min(relevantCount, FirstTen.length)]
    }
}
