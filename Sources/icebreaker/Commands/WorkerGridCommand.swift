import ArgumentParser
import Elicitation
import Foundation
import Scaling
import Storage
import Support
import Workflows

/// `icebreaker worker grid`: adds up the pair counts of all shards and designs a grid from the sum.
struct WorkerGridCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grid",
        abstract: "Add up the pair counts of all shards, and design a grid with the table that recommends.",
        discussion: """
            Writes what `export grid` writes: the tiles, best first, and base and weights of all other items that somebody took. \
            Titles are ids, since the shards have no others.
            """)

    @Argument(help: "What `worker count --columns` wrote, one file of each shard.", completion: .file())
    var counts: [String]
    @Option(name: .long, help: "What `worker columns` wrote.", completion: .file(extensions: ["json"]))
    var columns: String
    @Option(name: [.customShort("n"), .customLong("count")], help: "The number of tiles, 1 to 100.")
    var tileCount = 20
    @Option(
        name: .long,
        help:
            "How much the items that more people take count as targets, 0 or more: mean share to this power.")
    var exponent = GridDesign.standardExponent
    @Option(name: .long, help: "csv, json or sql.")
    var format: ExportFormat = .csv
    @Option(
        name: [.customShort("o"), .long], help: "The file to write. Default: standard output.",
        completion: .file())
    var output: String?
    @Option(
        name: .long, help: "Also write the added-up counts to this file, which can be added to others.",
        completion: .file())
    var sum: String?
    @Option(name: .long, help: "How many threads to use; the result does not depend on it.")
    var threads = 1

    func validate() throws {
        guard (1...100).contains(tileCount) else {
            throw ValidationError("--count must be from 1 to 100; it is \(tileCount).")
        }
        guard exponent.isFinite, exponent >= 0 else {
            throw ValidationError("--exponent must be 0 or more; it is \(exponent).")
        }
        guard format != .table else { throw ValidationError("a grid is written as csv, json or sql.") }
        guard (1...1024).contains(threads) else {
            throw ValidationError("--threads must be from 1 to 1024; it is \(threads).")
        }
    }

    func run() throws {
        let bytes = try InputFile.read(columns)
        let candidates = try TapColumns(bytes, file: columns)
        let total = try TapSum(counts)
        if let sum {
            var data = Data()
            try total.write { data.append($0) }
            try ResultFile(sum).write(data)
        }
        let counts = try total.counts(candidates, sha256: ContentDigest.sha256(bytes), file: columns)
        var design = GridDesign(TapModel(counts), exponent: exponent, threads: threads)
        let tiles = design.choose(tileCount).map(\.item)
        let ids = total.items
        let grid = StaticGrid(
            GridTable(design.model, tiles: tiles), ids: ids, taken: design.model.mean,
            title: { ids[$0].description })
        let details = NewGrid(
            listID: 1, datasetHash: total.split.hexadecimal, people: total.people,
            positiveFrom: total.header.positiveFrom,
            optionsJSON: try CanonicalJSON.text(["exponent": exponent]),
            softwareVersion: softwareVersion)
        try ResultFile(output).write(try GridReport(details, grid).data(format))
    }
}
