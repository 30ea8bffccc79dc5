import ArgumentParser
import Foundation
import Storage

/// `icebreaker export`: writes what the workspace holds to a file or to standard output.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write scores, a list or a model as CSV, JSON or safetensors.")

    enum What: String, ExpressibleByArgument, CaseIterable {
        case scores
        case list
        case model
    }

    @Argument(help: "What to write: scores, list or model.")
    var what: What
    @Argument(help: "Which one, by number or name.")
    var reference = "latest"
    @Option(name: [.customShort("o"), .long], help: "The file to write. Default: standard output.", completion: .file())
    var output: String?
    @Option(name: .long, help: "csv or json; a model is always safetensors.")
    var format: OutputFormat = .csv
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        guard what != .model || output != nil else {
            throw ValidationError("a model is a binary file; name it with --output FILE.")
        }
    }

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        let reference = RecordReference(reference)
        switch what {
        case .scores: try write(ScoresReport(workspace.scores(reference)).rendered(format))
        case .list: try write(ListReport(workspace.list(reference)).rendered(format))
        case .model: try write(workspace.model(reference).weights)
        }
    }

    private func write(_ text: String) throws {
        guard output != nil else { return Console.result(text) }
        try write(Data((text + "\n").utf8))
    }

    /// Writes through a temporary file, so that a failure leaves nothing half-written.
    private func write(_ data: Data) throws {
        guard let output else { return }
        do {
            try data.write(to: URL(filePath: output), options: .atomic)
        } catch {
            throw ExportError(file: output)
        }
    }
}

/// A file that cannot be written.
struct ExportError: Error, CustomStringConvertible {
    let file: String
    var description: String { "\(file): the file cannot be written; give --output a path in a folder that you may write to" }
}
