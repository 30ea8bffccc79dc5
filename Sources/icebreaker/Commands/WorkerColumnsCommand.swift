import ArgumentParser
import Datasets
import Foundation
import Scaling

/// `icebreaker worker columns`: chooses the candidates for a grid from the counts of all shards.
struct WorkerColumnsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "columns",
        abstract: "Choose the candidates for a grid: the items that most people took.",
        discussion:
            "`worker count --columns` then counts the pairs of these with all items, and `worker grid` chooses among them."
    )

    @Argument(help: "What `worker count` wrote, one file of each shard.", completion: .file())
    var counts: [String]
    @Option(
        name: .long,
        help: """
            How many candidates there are at most. Default: 400, fewer in a catalogue of more than 335,544 items, so that the \
            pairs take half a GiB.
            """)
    var candidates: Int?
    @Option(name: .long, help: ArgumentHelp("An item that is never shown; may be repeated.", valueName: "id"))
    var exclude: [String] = []
    @Option(
        name: [.customShort("o"), .long], help: "The file to write. Default: standard output.",
        completion: .file())
    var output: String?

    func validate() throws {
        guard candidates.map({ $0 >= 1 }) ?? true else {
            throw ValidationError("--candidates must be 1 or more; it is \(candidates ?? 0).")
        }
    }

    func run() throws {
        let columns = try TapColumns(
            TapSum(counts), limit: candidates, excluded: exclude.map { ExternalID($0) })
        try ResultFile(output).write(columns.encoded())
    }
}
