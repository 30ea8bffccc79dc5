import Datasets
import Elicitation
import Evaluation
import Foundation
import Storage
import Support

/// The steps of `icebreaker compare` for grids: shows grids to held-out users, recommends from their taps, and
/// stores what the taps were worth.
package struct GridComparisonSession {
    /// How grids are compared.
    package struct Options: Sendable {
        /// How many tiles a grid has.
        package var shown = 20
        /// The lowest rating that counts as taken; any where `nil`.
        package var positiveFrom: Double?
        /// The fewest titles with which a user takes part; the usual ones where `nil`.
        package var minimumTaken: Int?
        /// What recommends from the taps; all that can where empty.
        package var recommenders: [GridRecommenderName] = []
        /// What is shown, recommended and judged.
        package var protocols = GridProtocol.usual
        /// How many random halves of the catalogue are drawn.
        package var catalogueSplits = 6
        /// How people tap.
        package var behaviour = TapBehaviour()
        /// The least share of the training users who can tap three tiles of a fixed grid.
        package var threeTaps: Double?

        package init() {}
    }

    /// What a comparison of grids was made by, as it is stored.
    package struct Record: Encodable {
        var answers = "taps"
        package var shown: Int
        package var positiveFrom: Double?
        package var minimumTaken: Int
        var strategies: [String]
        package var recommenders: [String]
        package var protocols: [GridProtocol]
        var catalogueSplits: Int
        package var behaviour: TapBehaviour
        package var threeTaps: Double?
        /// The settings of the design in each draw, which training users chose; empty where nothing was
        /// designed.
        package var design: String
        /// The users who were held out for this comparison; those of a model are stored with it.
        var newUsers: [ExternalID]?
    }

    private let subject: GridComparisonSubject
    private let strategies: [ComparedGrid]
    private let workspace: Workspace
    private let dataset: Dataset
    private let options: Options
    private let seed: UInt64
    private let threads: Int
    private let progress: WorkProgress

    /// - Parameter strategies: how grids are chosen; popularity takes part in any case.
    package init(
        _ subject: GridComparisonSubject, strategies: [ComparedGrid], in workspace: Workspace,
        dataset: Dataset,
        options: Options, seed: UInt64, threads: Int, progress: WorkProgress
    ) {
        (self.subject, self.strategies, self.options) = (subject, strategies, options)
        (self.workspace, self.dataset) = (workspace, dataset)
        (self.seed, self.threads, self.progress) = (seed, threads, progress)
    }

    /// Shows grids to every held-out user, under every protocol, and stores the results.
    /// - Throws: ``UnreachedThreeTaps``; `UndefinedEstimates`; `CancellationError`.
    package func compare() throws -> (results: AnalysisResults, record: Record) {
        let (results, design) = try results()
        let record = Record(
            shown: options.shown, positiveFrom: options.positiveFrom,
            minimumTaken: options.minimumTaken ?? TapPerson.usualMinimum,
            strategies: strategies.map(\.name), recommenders: recommenders.map(\.rawValue),
            protocols: options.protocols, catalogueSplits: options.catalogueSplits,
            behaviour: options.behaviour, threeTaps: options.threeTaps, design: design,
            newUsers: subject.model == nil ? subject.holdout.newUserIDs(of: dataset) : nil)
        _ = try workspace.saveAnalysis(
            NewAnalysisRun(
                kind: "compare-taps", modelID: subject.model?.record.id, seed: seed,
                optionsJSON: try CanonicalJSON.text(record),
                datasetHash: dataset.contentHash, softwareVersion: softwareVersion),
            results: results, at: Date())
        return (results, record)
    }

    /// The recommenders that take part.
    private var recommenders: [GridRecommenderName] {
        subject.recommenders.filter {
            options.recommenders.isEmpty || options.recommenders.contains($0)
        }
    }

    /// The results, and the settings of the design in words.
    private func results() throws -> (AnalysisResults, design: String) {
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
                people: subject.people, recommenders: recommenders(training),
                share: training.share,
                behaviour: options.behaviour, seed: seed, threads: threads)
            let tiles = GridTiles(
                training, subject: subject, dataset: dataset, options: options, seed: seed, threads: threads)
            if isDesigned { designs.append("\(gridProtocol.title): \(settings(draws, tiles))") }
            outcomes += try self.outcomes(gridProtocol, draws, simulation, tiles, into: &results)
        }
        try progress.checkCancellation()
        progress.note("resampling \(subject.people.count) users")
        let comparison = GridComparison(outcomes, seed: seed, threads: threads)
        guard comparison.isDefined else {
            throw UndefinedEstimates(
                method: "the recommendations", users: subject.people.count, of: subject.people.count,
                fix:
                    "leave the recommender local-update out, or train again with a smaller local learning rate"
            )
        }
        results.add(comparison, shown: options.shown)
        return (results, designs.joined(separator: "; "))
    }

    private func outcomes(
        _ gridProtocol: GridProtocol, _ draws: [GridDraw],
        _ simulation: GridSimulation,
        _ tiles: GridTiles, into results: inout AnalysisResults
    ) throws -> [GridOutcome] {
        let own = strategies.filter { $0.name != GridComparison.reference && $0.takes(gridProtocol) }
        let stage = progress.stage(gridProtocol.title, total: own.count + 1, unit: "grids")
        defer { stage.finish() }
        let popular = try draws.map { try tiles.tiles(.taps(.popularity), $0) }
        let trial = GridTrial(gridProtocol, draws: draws, simulation: simulation, popular: popular)
        var outcomes = [trial.reference]
        var lists = [(strategy: GridComparison.reference, tiles: popular[0])]
        for (number, strategy) in own.enumerated() {
            try progress.checkCancellation()
            stage.update(number + 1)
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
        let stage = progress.stage(
            "choosing the design on training users", total: draws.count, unit: "draws")
        defer { stage.finish() }
        let titles = draws.enumerated().map { number, draw in
            stage.update(number + 1)
            return tiles.settings(draw).title
        }
        return titles.distinct.map { title in
            let count = titles.count { $0 == title }
            return count > 1 ? "\(title) (\(count) draws)" : title
        }.joined(separator: ", ")
    }

    private func recommenders(_ training: GridTraining) -> [any GridRecommender] {
        recommenders.compactMap { name in
            switch name {
            case .linear: LinearRecommender(training)
            case .linearFeatures: LinearRecommender(training, indicators: UserIndicators(of: dataset.users))
            case .tapsOnly: TapsOnlyRecommender(training)
            case .localUpdate:
                subject.model.map {
                    LocalUpdateGridRecommender(
                        $0.estimator, inputs: $0.inputs, update: $0.options.localUpdate, scale: dataset.scale,
                        itemCount: dataset.items.count)
                }
            case .popularity: PopularityRecommender(share: training.share)
            }
        }
    }
}
