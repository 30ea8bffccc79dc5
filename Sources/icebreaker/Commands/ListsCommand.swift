import ArgumentParser
import Foundation

/// `icebreaker lists`: what lists the workspace holds.
struct ListsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lists", abstract: "Show the lists that the workspace holds.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        let lists = try workspace.lists()
        let headings = [
            "list_id", "name", "version", "strategy", "model_id", "items", "overlap_with_popularity",
            "created_at",
        ]
        let table = ResultTable(
            headings: headings.map { .init($0, $0.replacing("_", with: " ")) },
            rows: lists.map {
                [
                    .integer(Int($0.id)), .text($0.details.name), .integer($0.version), .text($0.strategy),
                    $0.modelID.map { .integer(Int($0)) } ?? .missing, .integer($0.itemCount),
                    .integer($0.details.overlapWithPopularity), .text($0.createdAt.formatted(.iso8601)),
                ]
            })
        try output.result(table.rendered(output.format))
        for list in lists {
            if let note = list.details.note { Console.note("list \(list.id): \(note)", quiet: output.quiet) }
        }
        let older = try workspace.madeOnEarlierVersions().lists
        guard !older.isEmpty else { return }
        let numbers = older.map { String($0) }.joined(separator: ", ")
        Console.note("made on an earlier version of the dataset: lists \(numbers)", quiet: output.quiet)
    }
}
