import ArgumentParser
import Foundation
import Logging
import Storage
import Web

/// The flags of `icebreaker serve`.
struct ServeFlags: ParsableArguments {
    @Option(name: .long, help: "The address to listen at.")
    var host = "127.0.0.1"
    @Option(name: .long, help: "The port; 0 for any that is free.")
    var port = 8080
    @Option(name: .long, help: "The model to serve, by number or name. Default: the latest finished one, also a later one.")
    var model: String?
    @Option(
        name: .long,
        help: "The file of the secret that signs links, made if absent. Default: $ICEBREAKER_SECRET, else WORKSPACE.secret.",
        completion: .file())
    var secretFile: String?
    @Option(name: .long, help: "The most bytes of a request's body.")
    var bodyLimit = 64 * 1024
    @Option(name: .long, help: "How many seconds a client may take for sending a request.")
    var timeout = 10.0
    @Option(name: .long, help: "What is logged: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .info

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port must be from 0 to 65535; it is \(port).") }
        guard (1024...1 << 30).contains(bodyLimit) else {
            throw ValidationError("--body-limit must be from 1024 to 1073741824; it is \(bodyLimit).")
        }
        guard timeout >= 0.1, timeout <= 3600 else {
            throw ValidationError("--timeout must be from 0.1 to 3600; it is \(timeout).")
        }
    }

    /// What the server allows.
    var options: ServerOptions {
        var options = ServerOptions()
        (options.host, options.port) = (host, port)
        (options.bodyLimit, options.timeout) = (bodyLimit, timeout)
        return options
    }

    /// What the routes share, from a workspace.
    func services(workspace path: String) throws -> WebServices {
        let workspace = try Workspace(path, for: .reading)
        let dataset = try workspace.loadDataset()
        let model = try workspace.trainedModel(model.map(RecordReference.init) ?? .latest, dataset: dataset)
        let secret = try SecretFile.secret(
            environment: ProcessInfo.processInfo.environment, path: secretFile ?? path + ".secret")
        let logger = Logger(label: "icebreaker") { _ in JSONLines(level: logLevel) }
        return WebServices(
            dataset: dataset, store: try StudyStore(path), models: ModelShelf(.init(model, dataset: dataset)),
            key: SigningKey(secret), logger: logger)
    }
}
