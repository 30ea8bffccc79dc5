import Algebra
import Dispatch
import Logging
import ServiceLifecycle
import Storage
import UnixSignals

/// Looks every few seconds, on SIGHUP and when a page asks for it, for what is new in the workspace: the keys
/// of the API, another version of the dataset, a model, a list. Each is looked for whatever became of the
/// others.
package struct WorkspacePoller: Service, CustomStringConvertible {
    /// What the log calls it.
    package let description = "workspace watch"
    private let path: String
    private let services: WebServices
    private let pins: Pins
    private let interval: Duration
    private let interviews: InterviewRefresh
    private let grids: TapRefresh
    /// Beside the threads that answer requests; what is new does not wait for what takes seconds to fit.
    private let queues = (
        news: DispatchQueue(label: "news"), interviews: DispatchQueue(label: "interviews"),
        grids: DispatchQueue(label: "grids")
    )

    /// What the server serves in any case.
    package struct Pins: Sendable {
        /// The model, where one was named.
        package var model: RecordReference?
        /// The list, where one was named.
        package var list: RecordReference?

        /// Names what is pinned.
        package init(model: RecordReference? = nil, list: RecordReference? = nil) {
            (self.model, self.list) = (model, list)
        }
    }

    /// Prepares the watch.
    /// - Parameters:
    ///   - path: the workspace.
    ///   - services: what is kept up to date.
    ///   - pins: what does not change.
    ///   - seconds: how long to wait between two looks.
    package init(_ path: String, services: WebServices, pins: Pins, seconds: Double) {
        (self.path, self.services, self.pins) = (path, services, pins)
        interval = .seconds(seconds)
        interviews = InterviewRefresh(path, services: services)
        grids = TapRefresh(services)
    }

    /// Looks until the server shuts down, which waits for no look and no fitting.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await repeatedly(on: queues.news) { _ in lookForNews() } }
                group.addTask { await repeatedly(on: queues.interviews) { interviews.prepare(until: $0) } }
                group.addTask { await repeatedly(on: queues.grids) { grids.prepare(until: $0) } }
                group.addTask {
                    for await _ in await UnixSignalsSequence(trapping: .sighup) {
                        await once(on: queues.news) { _ in lookForNews() }
                    }
                }
                group.addTask {
                    for await _ in services.news.stream { await once(on: queues.news) { _ in lookForNews() } }
                }
                await group.waitForAll()
            }
        }
    }

    private func repeatedly(on queue: DispatchQueue, _ body: @escaping @Sendable (Cancellation) -> Void) async
    {
        while !Task.isCancelled {
            await once(on: queue, body)
            try? await Task.sleep(for: interval)
        }
    }

    /// Does something on a queue, and waits for its end, but not once the task is cancelled.
    private func once(on queue: DispatchQueue, _ body: @escaping @Sendable (Cancellation) -> Void) async {
        let (cancellation, (ends, end)) = (Cancellation(), AsyncStream<Void>.makeStream())
        queue.async {
            if !cancellation.isRequested { body(cancellation) }
            end.finish()
        }
        // The stream also ends with the task.
        for await _ in ends {}
        cancellation.request()
    }

    /// Looks once, and makes interviews and grids ready.
    package func look() {
        lookForNews()
        interviews.prepare(until: Cancellation())
        grids.prepare(until: Cancellation())
    }

    /// Looks once. What cannot be read leaves what is served as it was.
    private func lookForNews() {
        // Another file under the path is not opened: beside it may lie the log of the one that was.
        guard check(.files, { try services.store.checkFiles() }) else { return }
        check(.reading) {
            try services.readKeys()
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            let hash = try workspace.datasetRecord().contentHash
            guard check(.dataset, { try lookForDataset(hash) }) else { return }
            try lookForModel(workspace)
            try lookForList(workspace)
        }
        if services.health[.writing] != nil { check(.writing) { try services.store.tryToWrite() } }
    }

    /// Does a part of a look and takes note of how it went.
    @discardableResult private func check(_ aspect: ServerHealth.Aspect, _ body: () throws -> Void) -> Bool {
        do {
            try body()
            services.note(nil, of: aspect)
            return true
        } catch {
            services.note("\(error)", of: aspect)
            return false
        }
    }

    /// Serves the workspace's dataset where it is another version than the one that is served.
    private func lookForDataset(_ hash: String) throws {
        guard hash != services.served.hash else { return }
        services.serve(try ServedDataset.read(path, pins: pins, logger: services.logger))
        services.logger.notice("new dataset", metadata: ["dataset": "\(hash)"])
    }

    private func lookForModel(_ workspace: Workspace) throws {
        let served = services.served
        guard pins.model == nil, case .id(let latest) = try workspace.defaultModel(for: .shipping),
            latest != served.models.current?.id
        else { return }
        let model = try workspace.trainedModel(.id(latest), dataset: served.dataset)
        services.logger.warn(about: model)
        served.models.serve(ModelCache.Entry(model, dataset: served.dataset))
        services.logger.notice("new model", metadata: ["model": .stringConvertible(Int(latest))])
    }

    private func lookForList(_ workspace: Workspace) throws {
        let onboarding = services.served.onboarding
        guard let latest = try workspace.lists().last?.id else { return }
        guard let served = onboarding.list else {
            return onboarding.serve(OnboardingCache.List(try workspace.list(pins.list ?? .latest)))
        }
        guard pins.list == nil, served.id != latest else { return }
        onboarding.serve(OnboardingCache.List(try workspace.list(.id(latest))))
        services.logger.notice("new list", metadata: ["list": .stringConvertible(Int(latest))])
    }
}

extension WebServices {
    /// Takes note of what is wrong with the workspace, or that nothing is any more; news are logged.
    func note(_ problem: String?, of aspect: ServerHealth.Aspect) {
        let before = health[aspect]
        guard health.set(aspect, problem) else { return }
        if let problem {
            logger.error("\(aspect.status)", metadata: ["error": "\(problem)"])
        } else if before != nil {
            logger.notice("workspace well again", metadata: ["was": "\(aspect.status)"])
        }
    }
}
