import Datasets
import Elicitation
import Evaluation
import Storage
import Workflows

/// The steps of `icebreaker compare --answers taps`.
struct GridComparisonSession {
    /// What a comparison of grids is made by, as it is stored.
    struct Options: Encodable {
        var answers = "taps"
        var shown: Int
        var positiveFrom: Double?
        var minimumTaken: Int
        var strategies: [String]
        var recommenders: [String]
        var protocols: [GridProtocol]
        var catalogueSplits: Int
        var behaviour: TapBehaviour
        /// The least share of the training users who can tap three tiles of a fixed grid.
        var threeTaps: Double?
        /// The settings of the design in each draw, which training users chose; empty where nothing was
        /// designed.
        var design: String
        /// The users who were held out for this comparison; those of a model are stored with it.
        var newUsers: [ExternalID]?
    }

    let subject: GridComparisonSubject
    let dataset: Dataset
    let seed: UInt64
    let threads: Int
    let quiet: Bool

    /// Shows grids to every held-out user, under every protocol.
    /// - Parameters:
    ///   - strategies: the strategies' names; popularity takes part in any case.
    ///   - options: everything else, whose chosen setting is filled in.
    func compare(_ strategies: [ComparedGrid], options: inout Options) throws -> AnalysisResults {
        let table = TapTable(
            of: dataset, holdout: subject.holdout, isHeldOut: false, positiveFrom: options.positiveFrom)
        let isDesigned = strategies.contains(where: \.isDesigned)
        var designs: [String] = []
        var results = AnalysisResults()
        var outcomes: [GridOutcome] = []
        for gridProtocol in options.protocols {
            let draws = GridDraw.all(
                of: gridProtocol, people: subject.people, taken: table.takenCounts,
                splits: options.catalogueSplits, seed: seed)
            let training = GridTraining(table, draws: draws, threads: threads)
            let simulation = GridSimulation(
                people: subject.people, recommenders: recommenders(options.recommenders, training),
                share: training.share,
                behaviour: options.behaviour, seed: seed, threads: threads)
            let tiles = GridTiles(
                training, subject: subject, dataset: dataset, options: options, seed: seed, threads: threads)
            if isDesigned { designs.append("\(gridProtocol.title): \(settings(draws, tiles))") }
            outcomes += try self.outcomes(strategies, gridProtocol, draws, simulation, tiles, into: &results)
        }
        options.design = designs.joined(separator: "; ")
        Console.note("resampling \(subject.people.count) users", quiet: quiet)
        let comparison = GridComparison(outcomes, seed: seed, threads: threads)
        guard comparison.isDefined else {
            throw UndefinedEstimates(
                method: "the recommendations", users: subject.people.count, of: subject.people.count,
                fix:
                    "leave out --recommender local-update, or train again with a smaller --local-learning-rate"
            )
        }
        results.add(comparison, shown: options.shown)
        return results
    }

    private func outcomes(
        _ strategies: [ComparedGrid], _ gridProtocol: GridProtocol, _ draws: [GridDraw],
        _ simulation: GridSimulation,
        _ tiles: GridTiles, into results: inout AnalysisResults
    ) throws -> [GridOutcome] {
        let own = strategies.filter { $0.name != GridComparison.reference && $0.takes(gridProtocol) }
        let bar = ProgressBar(gridProtocol.title, total: own.count + 1, unit: "grids", quiet: quiet)
        defer { bar.finish() }
        let popular = try draws.map { try tiles.tiles(.taps(.popularity), $0) }
        let trial = GridTrial(gridProtocol, draws: draws, simulation: simulation, popular: popular)
        var outcomes = [trial.reference]
        var lists = [(strategy: GridComparison.reference, tiles: popular[0])]
        for (number, strategy) in own.enumerated() {
            bar.update(number + 1)
            if case .pages(let size) = strategy.source {
                let answers = draws.map {
                    tiles.pages(of: size, $0).answers(of: simulation, threads: threads)
                }
                outcomes.append(trial.outcome(of: strategy.name, answers: answers, isPaged: true))
            } else {
                let shown = try draws.map { try tiles.tiles(strategy.source, $0) }
                outcomes.append(trial.outcome(of: strategy.name, tiles: shown))
                lists.append((strategy.name, shown[0]))
            }
        }
        // The lists of the whole catalogue are those that somebody would use.
        if gridProtocol == .pairExclusion { results.add(lists: lists, of: dataset) }
        return outcomes
    }

    /// The settings of the design in each draw, in words.
    private func settings(_ draws: [GridDraw], _ tiles: GridTiles) -> String {
        let bar = ProgressBar(
            "choosing the design on training users", total: draws.count, unit: "draws", quiet: quiet)
        defer { bar.finish() }
        let titles = draws.enumerated().map { number, draw in
            bar.update(number + 1)
            return tiles.settings(draw).title
        }
        return titles.distinct.map { title in
            let count = titles.count { $0 == title }
            return count > 1 ? "\(title) (\(count) draws)" : title
        }.joined(separator: ", ")
    }

    private func recommenders(_ names: [String], _ training: GridTraining) -> [any GridRecommender] {
        names.compactMap { name in
            switch GridRecommenderName(rawValue: name) {
            case .linear: LinearRecommender(training)
            case .linearFeatures: LinearRecommender(training, indicators: UserIndicators(of: dataset.users))
            case .tapsOnly: TapsOnlyRecommender(training)
            case .localUpdate:
                subject.model.map {
                    LocalUpdateGridRecommender(
                        $0.estimator, inputs: $0.inputs, update: $0.options.localUpdate, scale: dataset.scale,
                        itemCount: dataset.items.count)
                }
            case .popularity, nil: PopularityRecommender(share: training.share)
            }
        }
    }
}
