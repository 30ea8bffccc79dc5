import Datasets
import Foundation
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Preference
import Storage
import Support
import Tasks
import Testing
import Web

/// A service over a small workspace in a temporary folder, removed with this value: 40 users, 30 films, an
/// untrained model and a list of three films, the first of which has a hostile title.
final class SampleService: Sendable {
    static let hostile = #"<script>alert("x")</script> & 'co' \ ünï"#
    let folder: URL
    let services: WebServices
    let dataset: Dataset
    var path: String { folder.appending(path: "w.sqlite").path }

    init(
        feedback: Feedback = .explicit,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "icebreaker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        dataset = feedback == .explicit ? Self.films : Self.taken
        let path = folder.appending(path: "w.sqlite").path
        let model = try Workspace.creating(path) { [dataset] workspace in
            _ = try workspace.store(dataset, contentHash: dataset.contentHash)
            _ = try Self.addModel(to: workspace, dataset, seed: 1)
            return try workspace.trainedModel(dataset: dataset)
        }
        let shelf = ModelCache(ModelCache.Entry(model, dataset: dataset)) { [dataset] id in
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            guard try workspace.models().contains(where: { $0.id == id }) else { return nil }
            return .init(try workspace.trainedModel(.id(id), dataset: dataset), dataset: dataset)
        }
        services = WebServices(
            ServedDataset(dataset, hash: dataset.contentHash, models: shelf), store: try StudyStore(path),
            key: SigningKey([UInt8](repeating: 7, count: 32)), logger: logger)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// What keeps the service up to date; one look makes lists and interviews ready.
    func watch(_ pins: WorkspacePoller.Pins = .init()) -> WorkspacePoller {
        WorkspacePoller(path, services: services, pins: pins, seconds: 3600)
    }

    /// Sends requests to the routes, or with `isLive` through a socket.
    func test(
        isLive: Bool = false, _ change: (inout ServerOptions) -> Void = { _ in },
        _ body: @Sendable (any TestClientProtocol) async throws -> Void
    ) async throws {
        var options = ServerOptions()
        options.isOpen = true
        change(&options)
        try await WebServer(services, options: options).application().test(isLive ? .live : .router, body)
    }

    func changing<Result>(_ body: (Workspace) throws -> Result) throws -> Result {
        let workspace = try Workspace(path, for: .writing)
        defer { workspace.close() }
        return try body(workspace)
    }

    /// A dataset with one film more, which everybody rated.
    func larger(than dataset: Dataset) -> Dataset {
        let added = ExternalID("new-film")
        let ids = (dataset.items.ids + [added]).sorted()
        let place = ids.firstIndex(of: added) ?? 0
        var larger = dataset
        larger.items = EntityTable(
            ids: ids,
            features: dataset.items.features.map { feature in
                var feature = feature
                switch feature.values {
                case .text(var cells):
                    cells.insert("New", at: place)
                    feature.values = .text(cells)
                case .numeric(var cells):
                    cells.insert(2000, at: place)
                    feature.values = .numeric(cells)
                case .multivalued(let column):
                    var rows = (0..<dataset.items.count).map { row in column.tokens(ofRow: row) }
                    rows.insert(["Comedy"], at: place)
                    feature.values = .multivalued(TokenColumn(rows: rows))
                case .categorical: break
                }
                return feature
            })
        var rows = dataset.interactions.users.indices.map { row in
            let item = dataset.interactions.items[row]
            return (
                dataset.interactions.users[row], item < Int32(place) ? item : item + 1,
                dataset.interactions.ratings[row]
            )
        }
        rows += (0..<Int32(dataset.users.count)).map { ($0, Int32(place), 4) }
        rows.sort { ($0.0, $0.1) < ($1.0, $1.1) }
        larger.interactions = Interactions(users: rows.map(\.0), items: rows.map(\.1), ratings: rows.map(\.2))
        return larger
    }

    /// Lets the workspace's dataset grow by one film; the dataset before.
    @discardableResult func grow() throws -> Dataset {
        let larger = larger(than: dataset)
        try changing { workspace in
            _ = try workspace.grow(
                to: larger, from: dataset, baseHash: dataset.contentHash, contentHash: larger.contentHash)
        }
        return dataset
    }

    /// Adds a model with parameters drawn by a seed.
    @discardableResult
    static func addModel(to workspace: Workspace, _ dataset: Dataset, seed: UInt64) throws -> Int64 {
        var generator = SeededGenerator(seed: seed)
        let estimator = Estimator<Float>(
            EstimatorArchitecture(for: dataset), outputBias: 3, using: &generator)
        let options = ModelOptions(
            training: nil,
            localUpdate: LocalUpdate(
                steps: 1, localLearningRate: 0.01, loss: PreferenceLoss(for: dataset.feedback)),
            rule: TaskRule(order: InteractionOrder(for: dataset)), holdout: Holdout(nothingOf: dataset),
            dataset: dataset)
        return try workspace.createModel(
            NewModel(
                source: .imported, datasetHash: dataset.contentHash, seed: seed,
                optionsJSON: try options.json(),
                softwareVersion: "1.0"),
            weights: try Safetensors(tensors: estimator.tensors).encoded(),
            at: Date(timeIntervalSince1970: 1_700_000_000))
    }

    /// Adds a list of three films.
    @discardableResult
    static func addList(
        to workspace: Workspace, _ dataset: Dataset, name: String = "launch", optionsJSON: String = "{}"
    ) throws -> Int64 {
        let date = Date(timeIntervalSince1970: 1_700_000_000)
        let run = try workspace.saveScoringRun(
            NewScoringRun(
                strategy: "popularity", seed: 0, optionsJSON: optionsJSON, datasetHash: dataset.contentHash,
                softwareVersion: "1.0"),
            scores: dataset.items.ids.map {
                ItemScoreRecord(itemID: $0, popularity: 1, popularityNormalized: 1, score: 1)
            }, at: date)
        let items = ["f1", "f2", "f3"].enumerated().map { place, id in
            ListItemRecord(
                rank: place + 1, itemID: ExternalID(id), score: 1.5, why: "why \(id)", knownShare: 0.25)
        }
        return try workspace.saveList(
            NewList(name: name, scoringRunID: run, overlapWithPopularity: 3, softwareVersion: "1.0"),
            items: items, at: date
        ).id
    }

    private static let films = Dataset(
        name: "films", format: "test", users: users, items: items, interactions: interactions,
        scale: RatingScale(minimum: 1, maximum: 5))

    /// The same films without the ratings.
    private static let taken: Dataset = {
        var dataset = films
        (dataset.scale, dataset.feedback) = (.implicit, .implicit)
        dataset.interactions = Interactions(
            users: films.interactions.users, items: films.interactions.items,
            ratings: films.interactions.ratings.map { _ in 1 },
            timestamps: films.interactions.timestamps)
        return dataset
    }()

    private static let users: EntityTable = {
        let genders = (0..<40).map { [$0 % 2 == 0 ? "F" : "M"] }
        let likes = (0..<40).map { [$0 % 3 == 0 ? "a" : "b", "c"] }
        return EntityTable(
            ids: (1...40).map { ExternalID.integer($0) },
            features: [
                Feature(name: "gender", values: .categorical(TokenColumn(rows: genders))),
                Feature(name: "age", values: .numeric((20..<60).map { Double($0) })),
                Feature(name: "likes", values: .multivalued(TokenColumn(rows: likes))),
            ])
    }()

    private static let items: EntityTable = {
        let ids = (1...29).map { ExternalID("f\($0)") } + [ExternalID.integer(1193)]
        let titles: [String?] = (0..<30).map { $0 == 1 ? hostile : "Film \($0)" }
        let years: [Double?] = (0..<30).map { $0 == 2 ? nil : Double(1970 + $0) }
        let genres = (0..<30).map { [$0 % 2 == 0 ? "Comedy" : "Drama"] }
        let posters: [String?] = (0..<30).map { $0 == 3 ? "https://a/b.jpg" : nil }
        return EntityTable(
            ids: ids.sorted(),
            features: [
                Feature(name: "title", role: .title, values: .text(titles)),
                Feature(name: "year", role: .year, values: .numeric(years)),
                Feature(name: "genre", role: .genres, values: .multivalued(TokenColumn(rows: genres))),
                Feature(name: "poster", role: .poster, values: .text(posters)),
            ])
    }()

    private static let interactions: Interactions = {
        var rows: (users: [Int32], items: [Int32], ratings: [Double]) = ([], [], [])
        for user in 0..<40 {
            for item in 0..<30 where (item * 7 + user * 3) % 5 < 3 {
                rows.users.append(Int32(user))
                rows.items.append(Int32(item))
                rows.ratings.append(Double(1 + (user * 5 + item * 3) % 5))
            }
        }
        return Interactions(users: rows.users, items: rows.items, ratings: rows.ratings)
    }()
}

extension TestResponse {
    /// The body as an object.
    var object: [String: Any] {
        get throws {
            try #require(JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any])
        }
    }

    /// The error in the body, after a check of its shape.
    func error(_ location: SourceLocation = #_sourceLocation) throws -> (
        code: String, message: String, field: String?
    ) {
        let object = try object
        #expect(Set(object.keys) == ["error", "requestId"], sourceLocation: location)
        let error = try #require(object["error"] as? [String: String], sourceLocation: location)
        #expect(Set(error.keys).isSubset(of: ["code", "message", "field"]), sourceLocation: location)
        #expect(error["message"]?.hasSuffix(".") == true, sourceLocation: location)
        return (try #require(error["code"]), try #require(error["message"]), error["field"])
    }
}

extension TestClientProtocol {
    /// Sends JSON.
    func post(
        _ path: String, _ body: String, type: String? = "application/json", headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var fields = headers
        fields[.contentType] = type
        return try await execute(uri: path, method: .post, headers: fields, body: ByteBuffer(string: body)) {
            $0
        }
    }

    func get(_ path: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await execute(uri: path, method: .get, headers: headers) { $0 }
    }
}
