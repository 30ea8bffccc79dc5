import ArgumentParser
import Foundation
import Storage
import Web

/// `icebreaker key`: the keys with which programs use the REST API.
struct KeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Create, list and revoke the keys of the REST API.",
        discussion: """
            A key is printed once, when it is created; the workspace keeps its SHA-256 hash. A server that is running takes a new \
            key, and refuses a revoked one, within the seconds of its --reload-every.

              icebreaker key create shop
              icebreaker key revoke shop
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case create
        case list
        case revoke
    }

    @Argument(help: "What to do: create, list or revoke.")
    var action: Action
    @Argument(help: "The name of the key, to create or revoke.")
    var name: String?
    @Option(name: .long, help: "How the list is printed: table, json or csv.")
    var format: OutputFormat = .table
    @OptionGroup var mark: ByteOrderMarkOption
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        try mark.check(format)
        guard action != .list else {
            guard name == nil else {
                throw ValidationError("`key list` shows all keys; leave out \(name ?? "").")
            }
            return
        }
        guard name != nil else {
            throw ValidationError("name the key: `icebreaker key \(action.rawValue) NAME`.")
        }
    }

    func run() throws {
        let access = try AccessStore(workspace.path, for: action == .list ? .reading : .writing)
        switch (action, name) {
        case (.create, let name?):
            let key = APIKey.make()
            _ = try access.addKey(name: name, hash: APIKey.hash(key))
            try Console.result(key)
        case (.revoke, let name?):
            _ = try access.revokeKey(name)
        default:
            try Console.result(mark.marked(Self.table(access.keys()).rendered(format), format))
        }
    }

    private static func table(_ keys: [APIKeyRecord]) -> ResultTable {
        let headings = ["api_key_id", "name", "created_at", "revoked_at"]
        return ResultTable(
            headings: headings.map { .init($0, $0.replacing("_", with: " ")) },
            rows: keys.map { key in
                [
                    .integer(Int(key.id)), .text(key.name), .text(key.createdAt.formatted(.iso8601)),
                    key.revokedAt.map { .text($0.formatted(.iso8601)) } ?? .missing,
                ]
            })
    }
}
