import ArgumentParser
import Foundation

/// `icebreaker runs`: everything that was computed in the workspace.
struct RunsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "runs",
        abstract: "Show the trainings, scoring runs and analyses that the workspace holds.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        let runs = try workspace.runs()
        let headings = ["kind", "id", "what", "model_id", "seed", "software_version", "created_at"]
        let table = ResultTable(
            headings: headings.map { .init($0, $0.replacing("_", with: " ")) },
            rows: runs.map {
                [
                    .text($0.kind.rawValue), .integer(Int($0.id)), .text($0.what),
                    $0.modelID.map { .integer(Int($0)) } ?? .missing,
                    .text(String($0.seed)), .text($0.softwareVersion),
                    .text($0.createdAt.formatted(.iso8601)),
                ]
            })
        try output.result(table.rendered(output.format))
        let older = try workspace.madeOnEarlierVersions().models
        guard !older.isEmpty else { return }
        let numbers = older.map { String($0) }.joined(separator: ", ")
        Console.note("made on an earlier version of the dataset: models \(numbers)", quiet: output.quiet)
    }
}
