import Foundation
import Testing

/// What `Tests/Golden/evaluation.py` wrote, with the libraries' versions in `origin`.
package struct EvaluationGolden: Decodable {
    package struct Ratings: Decodable {
        package let predicted, actual: [Double]
        package let mae, rmse, ndcg1, ndcg3, ndcg10: Double
    }

    package struct Ties: Decodable {
        package let lowest, highest: Double
        package let predicted, actual: [Double]
        package let ndcg1, ndcg3, ndcg10: Double
    }

    package struct Paired: Decodable {
        package let differences: [Double]
        package let seed: UInt64
        package let replicates: Int
        package let lower, upper, bootstrapP, dz, rankBiserial, scipyLower, scipyUpper: Double
        package let permutationP: Double?
    }

    package struct Flips: Decodable {
        package let differences: [Double]
        package let p: Double
    }

    package struct Agreement: Decodable {
        package let first, second: [Double]
        package let tau: Double?
        package let rbo, rboUneven: Double
        package let lists: [[Int]]
        package let shorter: [Int]
    }

    package struct Holm: Decodable {
        package let p, adjusted: [Double]
    }

    package let origin: String
    package let ratings: [Ratings]
    package let ties: [Ties]
    package let paired: [Paired]
    package let flips: [Flips]
    package let agreement: [Agreement]
    package let holm: [Holm]

    package static func load() throws -> EvaluationGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/evaluation.json")
        return try JSONDecoder().decode(EvaluationGolden.self, from: Data(contentsOf: url))
    }
}

package func expectClose(
    _ found: Double, _ expected: Double, within tolerance: Double = 1e-12,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(abs(found - expected) <= tolerance, "\(found) is not \(expected)", sourceLocation: sourceLocation)
}
