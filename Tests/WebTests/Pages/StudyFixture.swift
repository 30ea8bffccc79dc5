import Datasets
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import Preference
import Storage
import Study
import Support
import Web

/// A workspace with a launched study, and the server on it, without a network.
final class StudyFixture: Sendable {
    static let name = "films"
    let folder: URL
    let store: StudyStore
    let server: WebServer
    let study: StudyRecord
    let recommender: Recommender

    /// - Parameter launch: whether the study is open to participants.
    init(
        _ dataset: Dataset = SampleCatalogue.dataset, assignment: StudyAssignment = .betweenSubjects,
        items: Int = 3,
        grid: StudyGrid? = nil, recommendations: Int = 2, minimumKnown: Int? = nil, targetSize: Int = 8,
        launch: Bool = true,
        texts: [StudyTexts] = StudyTexts.builtIn, lists: [[Int]] = [[1, 2, 3, 4], [5, 3, 6, 7]],
        busyTimeout: Double = 5
    ) throws {
        folder = URL(filePath: NSTemporaryDirectory()).appending(path: "icebreaker-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "w.sqlite").path(percentEncoded: false)
        let model = try Self.fill(path, dataset, lists: lists)
        store = try StudyStore(path, busyTimeout: busyTimeout)
        let arms = lists.indices.map { StudyArm(name: "arm-secret-\($0)", list: Int64($0 + 1)) }
        let design = StudyDesign(
            name: Self.name, model: grid == nil ? model : nil, arms: arms, assignment: assignment,
            itemsToRate: items, grid: grid,
            recommendations: recommendations, minimumKnown: minimumKnown, targetSize: targetSize, seed: 7,
            contact: launch ? "Dr Kim, [kim@example.org](mailto:kim@example.org)" : nil,
            retention: launch ? StudyRetention(12, .months) : nil)
        let draft = try store.create(design, texts: texts)
        study = launch ? try store.launch(named: design.name) : draft
        let architecture = EstimatorArchitecture(for: dataset, embeddingWidth: 4, hiddenWidth: 8)
        var generator = SeededGenerator(seed: 5)
        let update = LocalUpdate(steps: 1, localLearningRate: 0.01)
        recommender = Recommender(
            Estimator<Float>(architecture, outputBias: 3, using: &generator), dataset: dataset,
            inputs: EstimatorInputs(dataset, architecture: architecture), update: update)
        let entry = ModelCache.Entry(
            id: model, recommender: recommender, tapTargets: TapTargets(update, scale: dataset.scale))
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        server = WebServer(
            WebServices(
                ServedDataset(dataset, hash: SampleCatalogue.hash, models: ModelCache(entry)),
                store: store, key: SigningKey(Data(repeating: 7, count: 32)), logger: logger))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Stores the dataset, a model whose weights nobody reads, and the lists.
    private static func fill(_ path: String, _ dataset: Dataset, lists: [[Int]]) throws -> Int64 {
        let (hash, date) = (SampleCatalogue.hash, Date(timeIntervalSince1970: 1_700_000_000))
        return try Workspace.creating(path) { workspace in
            _ = try workspace.store(dataset, contentHash: hash)
            let model = try workspace.createModel(
                NewModel(
                    name: "m", source: .imported, datasetHash: hash, seed: 1, optionsJSON: "{}",
                    softwareVersion: "1"),
                weights: Data([1]), at: date)
            let run = try workspace.saveScoringRun(
                NewScoringRun(
                    modelID: nil, strategy: "popularity", gradient: nil, parameters: nil, norm: nil,
                    normalization: "maximum",
                    seed: 1, optionsJSON: "{}", datasetHash: hash, softwareVersion: "1"),
                scores: (1...16).map {
                    ItemScoreRecord(
                        itemID: ExternalID("\($0)"), popularity: 1, popularityNormalized: 1, score: 1)
                }, at: date)
            for (number, list) in lists.enumerated() {
                _ = try workspace.saveList(
                    NewList(
                        name: "list\(number)", scoringRunID: run, rulesJSON: "{}", overlapWithPopularity: 1,
                        scoreCost: 0,
                        softwareVersion: "1"),
                    items: list.enumerated().map { place, item in
                        ListItemRecord(
                            rank: place + 1, itemID: ExternalID("\(item)"), score: 1, why: "strategy-secret",
                            knownShare: 0.5)
                    }, at: date)
            }
            return model
        }
    }

    /// The dataset with one film more, `17`.
    func newer() throws -> Dataset {
        var dataset = SampleCatalogue.dataset
        let ids = (dataset.items.ids + [ExternalID("17")]).sorted()
        dataset.items = EntityTable(
            ids: ids,
            features: dataset.items.features.map { feature in
                var feature = feature
                switch feature.values {
                case .text(let cells): feature.values = .text(cells + ["Newer"])
                case .numeric(let cells): feature.values = .numeric(cells + [2020])
                case .multivalued(let column):
                    feature.values = .multivalued(
                        TokenColumn(rows: (0..<column.count).map { column.tokens(ofRow: $0) } + [["Drama"]]))
                case .categorical: break
                }
                return feature
            })
        return dataset
    }

    /// Lets visitors come.
    func open<Value: Sendable>(_ body: @escaping @Sendable (Visitor) async throws -> Value) async throws
        -> Value
    {
        try await server.application().test(.router) { client in try await body(Visitor(client)) }
    }

    /// The sessions of all participants.
    func sessions() async throws -> [ParticipantSession] { try await store.sessions(of: study) }
}
