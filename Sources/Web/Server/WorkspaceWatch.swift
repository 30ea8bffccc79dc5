import Datasets
import Dispatch
import Elicitation
import Logging
import Preference
import ServiceLifecycle
import Storage
import Tasks
import UnixSignals

/// Looks every few seconds, and on SIGHUP, for what is new in the workspace: a model, a list, the keys of the API.
public struct WorkspaceWatch: Service, CustomStringConvertible {
    /// What the log calls it.
    public let description = "workspace watch"
    private let path: String
    private let services: WebServices
    private let pins: Pins
    private let interval: Duration
    /// One look at a time, beside the threads that answer requests: fitting the interviews takes seconds.
    private let queue = DispatchQueue(label: "workspace watch", qos: .utility)

    /// What the server serves in any case.
    public struct Pins: Sendable {
        /// The model, where one was named.
        public var model: RecordReference?
        /// The list, where one was named.
        public var list: RecordReference?

        /// Names what is pinned.
        public init(model: RecordReference? = nil, list: RecordReference? = nil) { (self.model, self.list) = (model, list) }
    }

    /// Prepares the watch.
    /// - Parameters:
    ///   - path: the workspace.
    ///   - services: what is kept up to date.
    ///   - pins: what does not change.
    ///   - seconds: how long to wait between two looks.
    public init(_ path: String, services: WebServices, pins: Pins, seconds: Double) {
        (self.path, self.services, self.pins) = (path, services, pins)
        interval = .seconds(seconds)
    }

    /// Looks until the server shuts down.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await look(every: interval) }
                group.addTask { for await _ in await UnixSignalsSequence(trapping: .sighup) { await lookAside() } }
                await group.waitForAll()
            }
        }
    }

    private func look(every interval: Duration) async {
        while !Task.isCancelled {
            await lookAside()
            try? await Task.sleep(for: interval)
        }
    }

    private func lookAside() async {
        await withCheckedContinuation { continuation in
            queue.async {
                look()
                continuation.resume()
            }
        }
    }

    /// Looks once. A workspace that cannot be read leaves everything as it was.
    public func look() {
        do {
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            guard try workspace.datasetRecord().contentHash == services.datasetHash else {
                throw WorkspaceError.invalid(
                    file: path, problem: "the dataset was replaced; start `icebreaker serve` again")
            }
            try services.readKeys()
            try lookForModel(workspace)
            try lookForList(workspace)
            if services.health.problem != nil { services.logger.notice("workspace readable again") }
            services.health.problem = nil
        } catch {
            if services.health.problem == nil { services.logger.error("workspace unreadable", metadata: ["error": "\(error)"]) }
            services.health.problem = "\(error)"
        }
    }

    private func lookForModel(_ workspace: Workspace) throws {
        let latest = try workspace.models().last { $0.status == .finished }?.id
        let isNew = pins.model == nil && latest.map { $0 != services.models.current.id } ?? false
        guard isNew || services.onboarding.plan == nil else { return }
        let model = try workspace.trainedModel(
            .id(isNew ? latest ?? services.models.current.id : services.models.current.id), dataset: services.dataset)
        if isNew {
            services.models.serve(ModelShelf.Entry(model, dataset: services.dataset))
            services.logger.notice("new model", metadata: ["model": .stringConvertible(Int(model.record.id))])
        }
        services.onboarding.serve(try Self.plan(model, services.dataset))
        services.logger.info("interviews ready", metadata: ["model": .stringConvertible(Int(model.record.id))])
    }

    private func lookForList(_ workspace: Workspace) throws {
        guard let latest = try workspace.lists().last?.id else { return }
        guard let served = services.onboarding.list else {
            return services.onboarding.serve(OnboardingShelf.List(try workspace.list(pins.list ?? .latest)))
        }
        guard pins.list == nil, served.id != latest else { return }
        services.onboarding.serve(OnboardingShelf.List(try workspace.list(.id(latest))))
        services.logger.notice("new list", metadata: ["list": .stringConvertible(Int(latest))])
    }

    /// The plan of the interviews, from all ratings of the users and items that the model was trained on.
    private static func plan(_ model: TrainedModel, _ dataset: Dataset) throws -> InterviewPlan {
        let rows = RatingRows(warmRowsOf: dataset, holdout: model.holdout, withoutQueriesOf: [])
        let factors = LatentFactorModel(fitting: rows, options: LatentFactorOptions(), threads: 1)
        return try InterviewPlan(model: factors, knowledge: KnowledgeModel(fitting: RatingTable(rows)))
    }
}
