import ArgumentParser
import Foundation
import Scaling
import Support

/// `icebreaker worker count`: counts who took what in a shard.
struct WorkerCountCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "count",
        abstract: "Count who took each item of a shard, and with columns who took both of a pair.",
        discussion: """
            Reads the shard on standard input. Counts are whole numbers: `worker columns` and `worker grid` add up those of all \
            shards, in any order, to the same bytes.
            """)

    @Option(
        name: .long, help: "What `worker columns` wrote: also count the pairs of its items with all items.",
        completion: .file(extensions: ["json"]))
    var columns: String?
    @Option(name: .long, help: "How many threads to use; the result does not depend on it.")
    var threads = 1

    func validate() throws {
        guard (1...1024).contains(threads) else {
            throw ValidationError("--threads must be from 1 to 1024; it is \(threads).")
        }
    }

    func run() throws {
        let columns = try columns.map { path in
            let bytes = try InputFile.read(path)
            return (try TapColumns(bytes, file: path), sha256: ContentDigest.sha256(bytes))
        }
        let shard = try TapShard(Console.input(), file: "standard input")
        try TapSum(shard, columns: columns, threads: threads).write { try Console.result($0) }
    }
}
