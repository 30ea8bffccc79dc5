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
    /// Beside the threads that answer requests; what is new does not wait for the interviews, which take seconds to fit.
    private let queues = (news: DispatchQueue(label: "news"), interviews: DispatchQueue(label: "interviews"))

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
                group.addTask { await repeatedly(on: queues.news) { lookForNews() } }
                group.addTask { await repeatedly(on: queues.interviews) { prepareInterviews() } }
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) { await once(on: queues.news) { lookForNews() } }
                }
                await group.waitForAll()
            }
        }
    }

    private func repeatedly(on queue: DispatchQueue, _ body: @escaping @Sendable () -> Void) async {
        while !Task.isCancelled {
            await once(on: queue, body)
            try? await Task.sleep(for: interval)
        }
    }

    private func once(on queue: DispatchQueue, _ body: @escaping @Sendable () -> Void) async {
        await withCheckedContinuation { continuation in
            queue.async {
                body()
                continuation.resume()
            }
        }
    }

    /// Looks once, and makes the interviews ready.
    public func look() {
        lookForNews()
        prepareInterviews()
    }

    /// Looks once. A workspace that cannot be read leaves everything as it was.
    private func lookForNews() {
        do {
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            guard try workspace.datasetRecord().contentHash == services.datasetHash else {
                throw WorkspaceError.invalid(
                    file: path, problem: "the dataset was replaced or has grown; start `icebreaker serve` again")
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
        guard pins.model == nil, let latest = try workspace.latestModel(),
            latest != services.models.current?.id
        else { return }
        let model = try workspace.trainedModel(.id(latest), dataset: services.dataset)
        services.warn(about: model)
        services.models.serve(ModelShelf.Entry(model, dataset: services.dataset))
        services.logger.notice("new model", metadata: ["model": .stringConvertible(Int(latest))])
    }

    /// Fits the interviews anew where they belong to another model than the one that is served.
    private func prepareInterviews() {
        let current = services.models.current?.id
        guard services.onboarding.plan == nil || services.onboarding.planModel != current, services.dataset.feedback == .explicit
        else { return }
        do {
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            let model = try current.map { try workspace.trainedModel(.id($0), dataset: services.dataset) }
            services.onboarding.serve(try Self.plan(model, services.dataset), model: current)
            services.logger.info("interviews ready", metadata: ["model": .string(current.map { "\($0)" } ?? "none")])
        } catch {
            services.logger.error("no interviews", metadata: ["error": "\(error)"])
        }
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

    /// The plan of the interviews, from all ratings of the users and items that the model was trained on; without a model, from
    /// all there are.
    private static func plan(_ model: TrainedModel?, _ dataset: Dataset) throws -> InterviewPlan {
        let holdout = model?.holdout ?? Holdout(nothingOf: dataset)
        let rows = RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: [])
        let factors = LatentFactorModel(fitting: rows, options: LatentFactorOptions(), threads: 1)
        return try InterviewPlan(model: factors, knowledge: KnowledgeModel(fitting: RatingTable(rows)))
    }
}
