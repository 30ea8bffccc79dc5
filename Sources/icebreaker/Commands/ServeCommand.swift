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
            what has arrived. A new model or list is served as soon as it is finished, unless --model or --list names one.
            """)

    @OptionGroup var serving: ServeFlags
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
        let services = try serving.services(workspace: workspace.path)
        let host = serving.host.contains(":") ? "[\(serving.host)]" : serving.host
        try await WebServer(services, options: serving.options).run { port in
            Console.result("http://\(host):\(port)")
        }
    }
}

extension Logger.Level: @retroactive ExpressibleByArgument {}
