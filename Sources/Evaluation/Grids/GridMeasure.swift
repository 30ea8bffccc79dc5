/// What first recommendations are judged by; larger is better in each, and each lies in 0...1.
package enum GridMeasure: String, Sendable, Codable, CaseIterable {
    /// nDCG of the first ten.
    case ndcg10
    /// The share of a user's relevant titles that is among the first ten.
    case recall10
    /// Whether one of the first ten is relevant.
    case hitRate10 = "hr10"

    /// The figure of one user.
    func value(of quality: RecommendationQuality) -> Double {
        switch self {
        case .ndcg10: quality.ndcg
        case .recall10: quality.recall
        case .hitRate10: quality.hitRate
        }
    }

    /// As tables head it.
    package var title: String {
        switch self {
        case .ndcg10: "nDCG@10"
        case .recall10: "recall@10"
        case .hitRate10: "hit rate@10"
        }
    }
}
