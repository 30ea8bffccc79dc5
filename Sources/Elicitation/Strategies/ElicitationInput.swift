import LatentFactors
import Preference

/// What elicitation strategies choose from. What is shipped is chosen from all ratings of the dataset; where
/// strategies are measured, nothing in it comes from a held-out user or item.
package struct ElicitationInput: Sendable {
    /// All ratings of the users to choose by.
    package var ratings: RatingTable
    /// The scores of the evidence candidates by gradient, where an estimator has been trained.
    package var evidence: [GradientTarget: EvidenceScores]
    /// The latent factor model of these ratings, where one has been fitted.
    package var model: LatentFactorModel?
    /// How many items the greedy strategies choose one after another; the others follow by what they would
    /// add next.
    package var depth: Int
    /// How many threads may be used; the result does not depend on it.
    package var threads: Int

    /// Creates an input.
    package init(
        ratings: RatingTable, evidence: [GradientTarget: EvidenceScores] = [:],
        model: LatentFactorModel? = nil,
        depth: Int = 60, threads: Int = 1
    ) {
        self.ratings = ratings
        self.evidence = evidence
        self.model = model
        self.depth = depth
        self.threads = threads
    }

    /// The model, for a strategy that cannot do without.
    /// - Throws: ``ElicitationError`` where there is none or it is of other items.
    func model(for strategy: String) throws(ElicitationError) -> LatentFactorModel {
        guard let model else { throw .needsModel(strategy: strategy) }
        guard model.itemCount == ratings.itemCount else {
            throw .otherItems(strategy: strategy, model: model.itemCount, ratings: ratings.itemCount)
        }
        return model
    }
}

/// Why a strategy cannot rank items: one sentence with the fix.
package enum ElicitationError: Error, Equatable, CustomStringConvertible {
    /// No strategy has this name.
    case unknownStrategy(String, known: [String])
    /// The strategy needs a latent factor model.
    case needsModel(strategy: String)
    /// The strategy needs the scores of a trained estimator.
    case needsEvidence(strategy: String, gradient: GradientTarget)
    /// The latent factor model has another number of items than the ratings.
    case otherItems(strategy: String, model: Int, ratings: Int)
    /// There is no rating to learn from.
    case noRatings(strategy: String)
    /// The strategy needs to know when items were taken.
    case noTimes(strategy: String)
    /// Nobody took anything that may be shown.
    case nothingTaken(strategy: String)

    /// One sentence with the fix.
    package var description: String {
        switch self {
        case .unknownStrategy(let name, let known):
            "strategy: there is no \"\(name)\"; choose one of: \(Wording.list(known, limit: 40))"
        case .needsModel(let strategy):
            "strategy \(strategy): needs a latent factor model of the training ratings; fit one first"
        case .needsEvidence(let strategy, let gradient):
            "strategy \(strategy): needs the \(gradient.rawValue) gradient norms of a trained estimator; train one first"
        case .otherItems(let strategy, let model, let ratings):
            "strategy \(strategy): the latent factor model knows \(model) items and the dataset has \(ratings); fit it again"
        case .noRatings(let strategy):
            "strategy \(strategy): there is no rating to rank items by; import ratings, or hold out fewer users and items"
        case .noTimes(let strategy):
            "strategy \(strategy): the dataset has no times, so nothing is newer than anything else; choose popularity, or import times"
        case .nothingTaken(let strategy):
            "strategy \(strategy): nobody took an item that may be shown; lower --positive-from, or loosen the rules of the list"
        }
    }
}
