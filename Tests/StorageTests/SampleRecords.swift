import Datasets
import Foundation
import Storage

/// Records that belong to `SampleDatasets.mixed`.
enum SampleRecords {
    static let date = Date(timeIntervalSince1970: 1_700_000_000)
    static let model = NewModel(
        name: "first", source: .trained, datasetHash: SampleDatasets.hash, seed: .max,
        optionsJSON: #"{"epochs":3}"#,
        softwareVersion: "1.0")
    static let epochs = (1...3).map {
        EpochRecord(
            epoch: $0, queryLoss: 1 / Double($0), validationLoss: $0 == 1 ? nil : 0.5,
            validationMAE: $0 == 1 ? nil : 0.25,
            globalLearningRate: 5e-5)
    }
    static func run(modelID: Int64? = nil, strategy: String = "popularity") -> NewScoringRun {
        NewScoringRun(
            modelID: modelID, strategy: strategy, gradient: modelID.map { _ in "unit-error" },
            parameters: modelID.map { _ in "decision" }, norm: modelID.map { _ in "global" },
            normalization: "maximum",
            popularity: modelID.map { _ in "users" }, seed: 7, optionsJSON: "{}",
            datasetHash: SampleDatasets.hash,
            softwareVersion: "1.0")
    }
    static let scores: [ItemScoreRecord] = [
        score("🎬", popularity: 4, 1), score(1, popularity: 2, 0.5), score("tt-1", popularity: 2, 0.5),
        ItemScoreRecord(itemID: 2, popularity: 0, popularityNormalized: 0, score: 0),
        score(9_007_199_254_740_993, popularity: 3, 0.75),
    ]
    static func list(_ name: String, run: Int64) -> NewList {
        NewList(
            name: name, scoringRunID: run, rulesJSON: #"{"exclude":["1"]}"#, overlapWithPopularity: 1,
            scoreCost: 0.25,
            note: "Model 1 held out 2 users.", softwareVersion: "1.0")
    }
    static let items = [
        ListItemRecord(rank: 1, itemID: "🎬", score: 1, why: "most known", knownShare: 0.5),
        ListItemRecord(rank: 2, itemID: 2, score: 0, pinned: true, why: "pinned", knownShare: 0),
    ]
    static let displaced = [
        DisplacedItemRecord(itemID: 1, rule: "exclude 1", score: 0.5, cost: 0.5, replacedBy: 2),
        DisplacedItemRecord(itemID: 9_007_199_254_740_993, rule: "cap genre=1", score: 0.75, cost: 0.75),
    ]
    static let evaluations = [
        EvaluationRecord(
            scenario: "user-cold", method: "melu", localSteps: 1, metric: "mae", value: 0.75, users: 9),
        EvaluationRecord(
            scenario: "warm", method: "item-mean", metric: "rmse", value: 1, intervalLow: 0.5,
            intervalHigh: 1.5, users: 10),
    ]
    static let elicitations = [
        ElicitationRecord(
            strategy: "melu", predictor: "fold-in", shown: 20, metric: "mae", answeredMean: 4.5, value: 0.75,
            difference: -0.25,
            intervalLow: -0.5, intervalHigh: 0, p: 0.03, pHolm: 0.06, effectSize: -0.1, users: 12),
        ElicitationRecord(
            strategy: "popularity", predictor: "fold-in", shown: 20, metric: "mae", answeredMean: 5, value: 1,
            users: 12),
    ]

    static let answered = [
        AnsweredElicitationRecord(
            strategy: "melu", predictor: "fold-in", answered: 2, metric: "mae", value: 0.75, valueLow: 0.5,
            valueHigh: 1,
            difference: -0.25, intervalLow: -0.5, intervalHigh: 0.125, users: 7)
    ]
    static let comparedLists = [
        ComparedListItemRecord(strategy: "adaptive", rank: 1, itemID: "tt-1"),
        ComparedListItemRecord(strategy: "melu", rank: 1, itemID: "🎬", score: 0.5),
        ComparedListItemRecord(strategy: "melu", rank: 2, itemID: 1, score: -0.25),
    ]
    static let measures = [
        StrategyMeasureRecord(strategy: "", measure: "catalogue-coverage", value: 0.25),
        StrategyMeasureRecord(
            strategy: "melu", predictor: "fold-in", measure: "gain-per-answer-mae", value: 0.125,
            intervalLow: 0,
            intervalHigh: 0.5),
    ]
    static let similarities = [
        ListSimilarityRecord(
            strategy: "melu", otherStrategy: "popularity", measure: "kendall-tau", value: -0.5),
        ListSimilarityRecord(strategy: "melu", otherStrategy: "popularity", measure: "overlap", value: 1),
    ]
    static let results = AnalysisResults(
        evaluations: evaluations, elicitations: elicitations, answered: answered, lists: comparedLists,
        measures: measures,
        similarities: similarities)

    private static func score(_ id: ExternalID, popularity: Int, _ value: Double) -> ItemScoreRecord {
        ItemScoreRecord(
            itemID: id, gradientNorm: 2 * value, popularity: popularity, gradientNormNormalized: value,
            popularityNormalized: Double(popularity) / 4, score: value)
    }

    /// Fills every table.
    static func fill(_ workspace: Workspace) throws {
        _ = try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        let model = try workspace.createModel(model, weights: Data([1]), at: date)
        for epoch in epochs {
            try workspace.saveEpoch(
                model, epoch, weights: Data([2]), optimizerState: Data([3]), seconds: 1.5, at: date)
        }
        try workspace.finishModel(model, at: date)
        let run = try workspace.saveScoringRun(
            run(modelID: model, strategy: "melu"), scores: scores, at: date)
        _ = try workspace.saveList(list("spring", run: run), items: items, displaced: displaced, at: date)
        _ = try workspace.saveGrid(grid(ofList: 1), SampleGrid.contents, at: date)
        _ = try workspace.saveAnalysis(analysis(modelID: model), results: results, at: date)
    }

    static func grid(ofList list: Int64) -> NewGrid {
        NewGrid(
            listID: list, datasetHash: SampleDatasets.hash, people: 6, positiveFrom: 1,
            optionsJSON: #"{"pairs":true}"#,
            softwareVersion: "1.0")
    }

    static func analysis(modelID: Int64? = nil) -> NewAnalysisRun {
        NewAnalysisRun(
            kind: "compare", modelID: modelID, seed: 3, optionsJSON: "{}", datasetHash: SampleDatasets.hash,
            softwareVersion: "1.0")
    }
}
