import Datasets
import LatentFactors
import Preference
import Tasks

/// Predicts a new user's query ratings from the answers of an interview.
package protocol AnswerPredictor: Sendable {
    /// The name in results, such as `fold-in`.
    var name: String { get }

    /// ŷ of the query items after the first 0, 1, …, n answers, in rating units, shape [n + 1][query].
    /// - Parameters:
    ///   - user: the position of the user, whose features may be used, but no rating beside the answers.
    ///   - items: positions of the rated items in the order of the answers, shape [n].
    ///   - ratings: the answers, in rating units, shape [n].
    ///   - queryItems: what to predict.
    func predictions(user: Int32, items: [Int32], ratings: [Double], queryItems: ArraySlice<Int32>)
        -> [[Double]]
}

/// Folds each answer into the posterior of the latent factor model, one rank-one update per answer.
package struct FoldInPredictor: AnswerPredictor {
    /// `fold-in`.
    package let name = "fold-in"
    private let model: LatentFactorModel

    /// Takes a fitted model.
    package init(_ model: LatentFactorModel) { self.model = model }

    /// ŷ by the posterior mean after each answer, shape [n + 1][query].
    package func predictions(user: Int32, items: [Int32], ratings: [Double], queryItems: ArraySlice<Int32>)
        -> [[Double]]
    {
        var belief = model.prior
        var predictions = [queryItems.map { model.predict(item: Int($0), userMean: belief.mean) }]
        for (item, rating) in zip(items, ratings) {
            model.observe(rating, ofItem: Int(item), in: &belief)
            predictions.append(queryItems.map { model.predict(item: Int($0), userMean: belief.mean) })
        }
        return predictions
    }
}

/// Starts the estimator's local update afresh from every number of answers.
package struct LocalUpdatePredictor: AnswerPredictor {
    /// Predicts the last argument's items for a user after a local update on the given items and ratings.
    package typealias Update =
        @Sendable (
            _ user: Int32, _ items: ArraySlice<Int32>, _ ratings: ArraySlice<Double>,
            _ queryItems: ArraySlice<Int32>
        ) -> [Double]

    /// The name in results.
    package let name: String
    private let update: Update

    /// Takes the estimator's update.
    /// - Parameters:
    ///   - name: the name in results.
    ///   - update: called from several threads; with no items it predicts without a local update.
    package init(name: String = "local-update", _ update: @escaping Update) {
        self.name = name
        self.update = update
    }

    /// Takes an estimator, whose local update starts at its meta-learned parameters.
    /// - Parameters:
    ///   - estimator: the estimator.
    ///   - inputs: the encoded features.
    ///   - update: the local update on the answers.
    ///   - scale: what estimates are clipped to, if to anything.
    package init(
        _ estimator: Estimator<Float>, inputs: EstimatorInputs, update: LocalUpdate,
        clippedTo scale: RatingScale? = nil
    ) {
        self.init { user, items, ratings, queryItems in
            let task = UserTask(
                user: user, items: Array(items + queryItems),
                ratings: Array(ratings) + queryItems.map { _ in 0 },
                supportCount: items.count)
            let estimates =
                estimator.estimates([task], inputs: inputs, update: update, threads: 1).first?.last ?? []
            return estimates.map { scale?.clipped($0) ?? $0 }
        }
    }

    /// ŷ after a local update on each prefix of the answers, shape [n + 1][query].
    package func predictions(user: Int32, items: [Int32], ratings: [Double], queryItems: ArraySlice<Int32>)
        -> [[Double]]
    {
        (0...items.count).map { update(user, items[..<$0], ratings[..<$0], queryItems) }
    }
}
