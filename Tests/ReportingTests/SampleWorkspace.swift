import Datasets
import Foundation
import Reporting
import Storage

/// A small workspace in a temporary folder, removed with this value.
final class SampleWorkspace {
    static let hostile = #"<script>alert("x")</script> & 'co'"#
    static let date = Date(timeIntervalSince1970: 1_700_000_000)
    let workspace: Workspace
    private let folder: URL
    private let hash: String

    /// A workspace with a dataset alone: 8 users and 30 films, where film `i` is rated by the users from
    /// `i % 8`.
    init(name: String = "films") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "icebreaker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        workspace = try Workspace(folder.appending(path: "w.sqlite").path, for: .creating)
        let dataset = Self.dataset(name)
        hash = dataset.contentHash
        _ = try workspace.store(dataset, contentHash: hash)
    }

    deinit {
        workspace.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func dataset(_ name: String) -> Dataset {
        let titles = (1...30).map { $0 == 1 ? hostile : "Film \($0)" }
        let genres = (1...30).map { [$0 % 2 == 0 ? "Comedy" : "Drama"] }
        let pairs = (0..<8).flatMap { user -> [(Int, Int)] in
            (0..<30).filter { $0 % 8 <= user }.map { (user, $0) }
        }
        return Dataset(
            name: name, format: "test", users: EntityTable(ids: (1...8).map { .integer($0) }),
            items: EntityTable(
                ids: (1...30).map { .integer($0) },
                features: [
                    Feature(name: "title", role: .title, values: .text(titles)),
                    Feature(name: "genre", role: .genres, values: .multivalued(TokenColumn(rows: genres))),
                ]),
            interactions: Interactions(
                users: pairs.map { Int32($0.0) }, items: pairs.map { Int32($0.1) },
                ratings: pairs.map { Double(1 + ($0.0 + $0.1) % 5) }),
            scale: RatingScale(minimum: 1, maximum: 5))
    }

    /// Adds a list by MeLU under rules; film 1 and 3 are displaced by the cap.
    func addList(_ name: String = "launch") throws {
        let scores = (1...30).map { (id: Int64) -> ItemScoreRecord in
            ItemScoreRecord(
                itemID: .integer(id), gradientNorm: 1 + Double(id % 4), popularity: Int(31 - id),
                gradientNormNormalized: 0.5,
                popularityNormalized: 0.5, score: 31 - Double(id))
        }
        let run = try workspace.saveScoringRun(
            NewScoringRun(
                strategy: "melu", gradient: "loss", parameters: "decision", norm: "global",
                normalization: "max", seed: 7,
                optionsJSON: "{}", datasetHash: hash, softwareVersion: "1.0"), scores: scores, at: Self.date)
        let items = [Int64(1), 2, 4].enumerated().map { place, id -> ListItemRecord in
            ListItemRecord(
                rank: place + 1, itemID: .integer(id), score: Double(31 - id), why: "why", knownShare: 0.5)
        }
        _ = try workspace.saveList(
            NewList(
                name: name, scoringRunID: run,
                rulesJSON: #"{"count":3,"caps":["genre=1"],"exclusions":["2"],"pins":["9"]}"#,
                overlapWithPopularity: 2, scoreCost: 1, softwareVersion: "1.0"), items: items,
            displaced: [
                DisplacedItemRecord(itemID: 3, rule: "cap genre=1 (Drama)", score: 28, cost: 1, replacedBy: 4)
            ],
            at: Self.date)
    }

    /// Adds a comparison of `melu` with popularity whose difference in MAE lies between the ends.
    func addComparison(_ low: Double, _ high: Double, p: Double = 0.01) throws {
        let middle = (low + high) / 2
        let records = (0...40).flatMap { shown -> [ElicitationRecord] in
            [
                ElicitationRecord(
                    strategy: "melu", predictor: "fold-in", shown: shown, metric: "mae",
                    answeredMean: Double(min(shown, 3)),
                    value: 0.8 + middle,
                    difference: middle, intervalLow: low, intervalHigh: high,
                    p: shown == 20 ? min(p, 0.01) : nil,
                    pHolm: shown == 20 ? p : nil, effectSize: shown == 20 ? 0.1 : nil, users: 12),
                ElicitationRecord(
                    strategy: "popularity", predictor: "fold-in", shown: shown, metric: "mae",
                    answeredMean: Double(min(shown, 4)), value: 0.8,
                    users: 12),
            ]
        }
        let answered = (0...3).map { (count: Int) -> AnsweredElicitationRecord in
            AnsweredElicitationRecord(
                strategy: "melu", predictor: "fold-in", answered: count, metric: "mae", value: 0.8,
                valueLow: 0.7, valueHigh: 0.9,
                difference: -0.1, intervalLow: -0.2, intervalHigh: 0, users: 9)
        }
        try save(
            "compare",
            AnalysisResults(
                elicitations: records, answered: answered,
                measures: [StrategyMeasureRecord(strategy: "melu", measure: "genre-entropy", value: 1.25)],
                similarities: [
                    ListSimilarityRecord(
                        strategy: "melu", otherStrategy: "popularity", measure: "overlap", value: 17)
                ]
            ))
    }

    /// Adds a comparison of grids, where `design` lies between the ends above the popular grid and `melu` as
    /// far below.
    func addGrids(_ low: Double, _ high: Double, p: Double = 0.01) throws {
        let middle = (low + high) / 2
        func record(_ strategy: String, _ sign: Double) -> ElicitationRecord {
            ElicitationRecord(
                strategy: strategy, predictor: "linear", shown: 20, metric: "catalogue-split-ndcg10",
                answeredMean: 5,
                value: 0.5 + sign * middle, difference: sign * middle,
                intervalLow: min(sign * low, sign * high),
                intervalHigh: max(sign * low, sign * high), p: min(p, 0.01), pHolm: p, effectSize: 0.1,
                users: 12)
        }
        let popular = ElicitationRecord(
            strategy: "popularity", predictor: "linear", shown: 20, metric: "catalogue-split-ndcg10",
            answeredMean: 7, value: 0.5,
            users: 12)
        try save(
            "compare-taps",
            AnalysisResults(
                elicitations: [record("design", 1), record("melu", -1), popular],
                measures: [
                    StrategyMeasureRecord(
                        strategy: "design", measure: "catalogue-split-taps", value: 5, intervalLow: 4,
                        intervalHigh: 6),
                    StrategyMeasureRecord(
                        strategy: "design", predictor: "linear-features",
                        measure: "over-recommender-linear-ndcg10", value: 0.01,
                        intervalLow: 0.005, intervalHigh: 0.015),
                ]))
    }

    /// Adds an evaluation of the warm scenario.
    func addEvaluation() throws {
        let records = [0, 1, 2].map {
            EvaluationRecord(
                scenario: "warm", method: "melu", localSteps: $0, metric: "mae", value: 0.7, intervalLow: 0.6,
                intervalHigh: 0.8,
                users: 5)
        }
        try save("evaluate", AnalysisResults(evaluations: records))
    }

    private func save(_ kind: String, _ results: AnalysisResults) throws {
        _ = try workspace.saveAnalysis(
            NewAnalysisRun(kind: kind, seed: 7, optionsJSON: "{}", datasetHash: hash, softwareVersion: "1.0"),
            results: results,
            at: Self.date)
    }

    /// The page.
    func html(lists: [RecordReference] = []) throws -> String {
        try Report(ReportReader(workspace).contents(lists: lists, softwareVersion: "1.0")).html()
    }

    /// The page of a workspace that holds everything.
    static func full(name: String = "films") throws -> String {
        let sample = try SampleWorkspace(name: name)
        try sample.addList()
        try sample.addList(hostile)
        try sample.addComparison(-0.03, -0.01)
        try sample.addGrids(0.01, 0.03)
        try sample.addEvaluation()
        return try sample.html()
    }
}
