import Datasets
import LatentFactors
import Preference
import Statistics
import Support
import Tasks

/// The estimator before and after each local step beside popularity, on interactions without ratings: each
/// held-out positive is ranked among sampled items that the user has not taken (He et al., "Neural
/// collaborative filtering", WWW 2017, section 4.1).
///
/// A user's positives share the negatives. The local update learns from the support set with negatives of its
/// own, none of which is ranked. Measures on sampled items need not order methods as the whole catalogue
/// would (Krichene and Rendle, "On sampled metrics for item recommendation", KDD 2020), so those of the whole
/// catalogue stand with them: nDCG@10 and recall@10 of all positives of a user among every item that the user
/// has not taken.
package struct RankingEvaluation: Sendable {
    /// What is drawn.
    package struct Rules: Sendable, Equatable, Codable {
        /// How many negatives a positive is ranked among, where the user leaves as many.
        package var negatives: Int
        /// What they are drawn by.
        package var distribution: NegativeSampling.Distribution
        /// How many negatives the support set has for each positive.
        package var supportNegatives: Int
        /// The seed of the draws.
        package var seed: UInt64

        /// Creates a protocol; the default has the 99 of the paper.
        package init(
            negatives: Int = 99, distribution: NegativeSampling.Distribution = .uniform,
            supportNegatives: Int = 4, seed: UInt64
        ) {
            (self.negatives, self.distribution) = (negatives, distribution)
            (self.supportNegatives, self.seed) = (supportNegatives, seed)
        }
    }

    private let dataset: Dataset
    private let holdout: Holdout
    private let popularity: [Double]
    private let rules: Rules
    private let threads: Int

    /// Prepares an evaluation.
    /// - Parameters:
    ///   - dataset: whose interactions these are.
    ///   - holdout: the users and items that training never saw.
    ///   - warmTasks: the warm tasks, whose query sets popularity does not count.
    ///   - rules: what is drawn.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(dataset: Dataset, holdout: Holdout, warmTasks: [UserTask], rules: Rules, threads: Int) {
        (self.dataset, self.holdout, self.rules, self.threads) = (dataset, holdout, rules, threads)
        popularity = RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: warmTasks).popularity
            .map { Double($0) }
    }

    /// Measures popularity and networks on a scenario.
    /// - Parameters:
    ///   - tasks: the scenario's tasks, of positives.
    ///   - networks: those that adapt to a user, the estimator among them.
    ///   - inputs: the encoded features.
    /// - Returns: popularity, then each network by local steps; empty without tasks.
    package func evaluate(_ tasks: TaskSet, networks: [EvaluatedNetwork], inputs: EstimatorInputs)
        -> [EvaluatedMethod]
    {
        let ranked = rankedTasks(tasks)
        guard !ranked.isEmpty else { return [] }
        let resamples = BootstrapResamples(count: ranked.count, seed: rules.seed, threads: threads)
        let catalogue = CatalogueRanking(
            of: dataset, holdout: holdout, newItems: Self.areItemsNew(tasks.scenario), threads: threads)
        func measured(
            _ method: String, _ scores: [[Double]], _ catalogue: [RecommendationQuality], _ steps: Int?
        ) -> EvaluatedMethod {
            let users = UserMetrics(
                scores: scores, targets: ranked.map { Array($0.queryRatings) }, threads: threads
            )
            .adding(catalogue: catalogue)
            return EvaluatedMethod(
                metrics: ScenarioMetrics(
                    scenario: tasks.scenario, method: method, users: users, resamples: resamples),
                localSteps: steps)
        }
        let popular = measured(
            "popularity", ranked.map { $0.queryItems.map { popularity[Int($0)] } },
            catalogue.qualities(of: ranked, scores: popularity), nil)
        return [popular]
            + networks.flatMap { network in
                let scores = network.estimator.estimates(
                    ranked, inputs: inputs, update: network.update, threads: threads)
                let whole = catalogue.qualities(of: ranked, network: network, inputs: inputs)
                return (0...network.update.steps).map { step in
                    measured(network.name, scores.map { $0[step] }, whole[step], step)
                }
            }
    }

    private static func areItemsNew(_ scenario: Scenario) -> Bool {
        scenario == .itemCold || scenario == .userAndItemCold
    }

    /// The tasks with the negatives that each positive is ranked among, and those that the local update
    /// learns from.
    func rankedTasks(_ tasks: TaskSet) -> [UserTask] {
        let isNew = Self.areItemsNew(tasks.scenario)
        let sampler = NegativeSampler(
            NegativeSampling(perPositive: rules.supportNegatives, distribution: rules.distribution),
            of: dataset,
            holdout: holdout, newItems: isNew)
        let scenario = Scenario.allCases.firstIndex(of: tasks.scenario) ?? 0
        var generator = SeededGenerator(seed: rules.seed, stream: .rankedItems(scenario: scenario))
        return tasks.tasks.map { task in
            let wanted = rules.negatives + rules.supportNegatives * task.supportCount
            let drawn = sampler.negatives(wanted, for: task.user, using: &generator)
            let query = drawn.prefix(rules.negatives)
            return task.adding(supportNegatives: drawn[query.endIndex...], queryNegatives: query)
        }
    }
}
