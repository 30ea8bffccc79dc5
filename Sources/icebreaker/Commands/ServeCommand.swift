import ArgumentParser
import Foundation
import Logging
import Preference
import Storage
import Web

/// `icebreaker serve`: the pages of the user studies and the REST API.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve user studies and recommendations over HTTP.",
        discussion: """
            Prints the address once it accepts requests and runs until it is told to end (SIGTERM, Ctrl-C), when it answers \
            what has arrived. A new model or list is served as soon as it is finished, unless --model or --list names \
            one. Without a model, lists and interviews are served, and recommendations answer 503.
            """)

    @OptionGroup var serving: ServeFlags
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
        let services = try services()
        let pins = WorkspaceWatch.Pins(
            model: serving.model.map(RecordReference.init), list: serving.list.map(RecordReference.init))
        let watch = WorkspaceWatch(workspace.path, services: services, pins: pins, seconds: serving.reloadEvery)
        if services.keys.isEmpty, !serving.open {
            services.logger.notice("no API key is in use; make one with `icebreaker key create NAME`")
        }
        let host = serving.host.contains(":") ? "[\(serving.host)]" : serving.host
        try await WebServer(services, options: serving.options).run(watch) { port in
            try? Console.result("http://\(host):\(port)")
        }
    }

    /// What the routes share; the list is there from the first request on, the interviews follow.
    private func services() throws -> WebServices {
        let path = workspace.path
        let secret = try SecretFile.secret(
            environment: ProcessInfo.processInfo.environment, path: serving.secretFile ?? path + ".secret")
        let store = try StudyStore(path)
        let workspace = try Workspace(path, for: .reading)
        defer { workspace.close() }
        let dataset = try workspace.loadDataset()
        let reference = try serving.model.map(RecordReference.init) ?? workspace.latestModel().map { .id($0) }
        let model = try reference.map { try workspace.trainedModel($0, dataset: dataset) }
        let hash = try workspace.datasetRecord().contentHash
        let advice = model == nil ? TrainingAdvice(for: dataset).fullSentence : ""
        let shelf = ModelShelf(model.map { .init($0, dataset: dataset) }, advice: advice) { id in
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            guard try workspace.datasetRecord().contentHash == hash else { return nil }
            guard try workspace.models().contains(where: { $0.id == id && $0.status == .finished }) else { return nil }
            return .init(try workspace.trainedModel(.id(id), dataset: dataset), dataset: dataset)
        }
        let level = serving.logLevel
        let services = WebServices(
            dataset: dataset, datasetHash: hash, store: store, models: shelf,
            key: SigningKey(secret),
            logger: Logger(label: "icebreaker") { _ in JSONLines(level: level) })
        if let model { services.warn(about: model) }
        if try serving.list != nil || !workspace.lists().isEmpty {
            services.onboarding.serve(.init(try workspace.list(serving.list.map(RecordReference.init) ?? .latest)))
        }
        if model == nil { services.logger.notice("no model is served, so that nothing is recommended; \(advice)") }
        try services.readKeys()
        return services
    }
}
