import ArgumentParser
import Foundation
import Logging
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

    /// For how many seconds an answer waits for another process that writes to the workspace; proxies wait
    /// for 30 or 60.
    private static let patience = 20.0

    @OptionGroup var serving: ServeFlags
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
        let options = try serving.options()
        let pins = WorkspacePoller.Pins(
            model: serving.model.map(RecordReference.init), list: serving.list.map(RecordReference.init))
        let services = try services(pins)
        let watch = WorkspacePoller(
            workspace.path, services: services, pins: pins, seconds: serving.reloadEvery)
        for warning in options.brand?.warnings ?? [] { services.logger.warning("brand: \(warning)") }
        if services.keys.isEmpty, !serving.open {
            services.logger.notice("no API key is in use; make one with `icebreaker key create NAME`")
        }
        if !ServingClaim.set(on: workspace.path) {
            services.logger.warning(
                "another `icebreaker serve` has this workspace open; rate limits, waits and log-outs hold in each alone"
            )
        }
        let host = serving.host.contains(":") ? "[\(serving.host)]" : serving.host
        try await WebServer(services, options: options).run(watch) { port in
            try? Console.result("http://\(host):\(port)")
        }
    }

    /// What the routes share; the list is there from the first request on, the interviews follow.
    private func services(_ pins: WorkspacePoller.Pins) throws -> WebServices {
        let path = workspace.path
        let secret = try SecretFile.secret(
            environment: ProcessInfo.processInfo.environment, path: serving.secretFile ?? path + ".secret")
        let store = try StudyStore(path, busyTimeout: Self.patience)
        let level = serving.logLevel
        let logger = Logger(label: "icebreaker") { _ in JSONLines(level: level) }
        let services = WebServices(
            try ServedDataset.read(path, pins: pins, logger: logger), store: store, key: SigningKey(secret),
            logger: logger)
        try services.readKeys()
        return services
    }
}
