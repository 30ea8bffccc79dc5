import Algebra
import Datasets
import Elicitation
import LatentFactors
import Tasks

/// Fits what adaptive interviews rest on: latent factors, and who knows which item.
package struct InterviewFitting {
    private let ratings: RatingTable

    /// Fits to all ratings of the users and items that are not held out.
    package init(_ dataset: Dataset, holdout: Holdout) {
        let rows = RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: [])
        self.init(RatingTable(rows, userCount: holdout.newUsers.count { !$0 }))
    }

    /// Fits to some ratings.
    init(_ ratings: RatingTable) { self.ratings = ratings }

    /// The plan with the standard settings, fitted on one thread.
    /// - Throws: `CancellationError`.
    package func plan(until cancellation: Cancellation) throws -> InterviewPlan {
        let factors = try LatentFactorModel(fitting: ratings.rows, until: cancellation)
        let knowledge = try KnowledgeModel(fitting: ratings, until: cancellation)
        return try InterviewPlan(model: factors, knowledge: knowledge)
    }

    /// The plan that asks by factors which were fitted before.
    func plan(_ factors: LatentFactorModel, seed: UInt64, threads: Int) throws -> InterviewPlan {
        let knowledge = KnowledgeModel(fitting: ratings, seed: seed, threads: threads)
        return try InterviewPlan(model: factors, knowledge: knowledge)
    }
}
