import Foundation
import TestSupport
import Testing

/// What `Tests/Golden/evaluation.py` wrote, with the libraries' versions in `origin`.
struct EvaluationGolden: Decodable {
    struct Ratings: Decodable {
        let predicted, actual: [Double]
        let mae, rmse, ndcg1, ndcg3, ndcg10: Double
    }

    struct Ties: Decodable {
        let lowest, highest: Double
        let predicted, actual: [Double]
        let ndcg1, ndcg3, ndcg10: Double
    }

    struct Paired: Decodable {
        let differences: [Double]
        let seed: UInt64
        let replicates: Int
        let lower, upper, bootstrapP, dz, rankBiserial, scipyLower, scipyUpper: Double
        let permutationP: Double?
    }

    struct Flips: Decodable {
        let differences: [Double]
        let p: Double
    }

    struct Agreement: Decodable {
        let first, second: [Double]
        let tau: Double?
        let rbo, rboUneven: Double
        let lists: [[Int]]
        let shorter: [Int]
    }

    struct Holm: Decodable {
        let p, adjusted: [Double]
    }

    let origin: String
    let ratings: [Ratings]
    let ties: [Ties]
    let paired: [Paired]
    let flips: [Flips]
    let agreement: [Agreement]
    let holm: [Holm]

    static func load() throws -> EvaluationGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/evaluation.json")
        return try JSONDecoder().decode(EvaluationGolden.self, from: Data(contentsOf: url))
    }
}

func expectClose(
    _ found: Double, _ expected: Double, within tolerance: Double = 1e-12, sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(abs(found - expected) <= tolerance, "\(found) is not \(expected)", sourceLocation: sourceLocation)
}
