import Datasets
import Elicitation
import Foundation
import Scaling
import Support
import Testing

@Suite("Counts of shards")
struct TapSumTests {
    /// Ids that need escaping, and a rating of 1 to 5 for every pair that is there.
    private static let dataset: Dataset = {
        var generator = SeededGenerator(seed: 5)
        var (users, items, ratings) = ([Int32](), [Int32](), [Double]())
        for user in 0..<40 {
            for item in 0..<25 where generator.unitInterval() < (user == 7 ? 0 : 12 / Double(12 + item)) {
                users.append(Int32(user))
                items.append(Int32(item))
                ratings.append(Double(1 + generator.integer(below: 5)))
            }
        }
        return Dataset(
            name: "planted", format: "test",
            users: EntityTable(ids: (0..<39).map { .integer($0) } + ["Zoë \\ 1"]),
            items: EntityTable(ids: (-1..<23).map { ExternalID.integer($0) } + ["tab\tand|bar 007"]),
            interactions: Interactions(users: users, items: items, ratings: ratings),
            scale: RatingScale(minimum: 1, maximum: 5))
    }()

    private static func shard(_ number: Int, of count: Int, positiveFrom: Double? = nil) throws -> TapShard {
        let lines = try TapLines(dataset, positiveFrom: positiveFrom).lines(shard: number, of: count)
        return try TapShard(Data(lines.joined(separator: "\n").utf8), file: "shard")
    }

    private static func bytes(_ sum: TapSum) throws -> Data {
        var data = Data()
        try sum.write { data.append($0) }
        return data
    }

    /// Files of the counts of all shards; the folder goes with them.
    private final class Files {
        let folder = FileManager.default.temporaryDirectory.appending(path: "taps-\(UUID().uuidString)")
        init() throws {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        }
        deinit { try? FileManager.default.removeItem(at: folder) }

        func write(_ sums: [TapSum]) throws -> [String] {
            try sums.enumerated().map { number, sum in
                let url = folder.appending(path: "counts-\(UUID().uuidString)-\(number)")
                try TapSumTests.bytes(sum).write(to: url)
                return url.path
            }
        }

        func write(_ text: String) throws -> String {
            let url = folder.appending(path: "given-\(UUID().uuidString)")
            try Data(text.utf8).write(to: url)
            return url.path
        }
    }

    private static func columns(_ files: Files, limit: Int?, shards: Int = 1, positiveFrom: Double? = nil)
        throws -> TapColumns
    {
        let single = try (0..<shards).map {
            TapSum(try shard($0, of: shards, positiveFrom: positiveFrom), columns: nil, threads: 1)
        }
        return try TapColumns(TapSum(files.write(single)), limit: limit, excluded: [2])
    }

    @Test(
        "add up to the same bytes for any number of shards and threads, those of the whole dataset",
        arguments: [1, 2, 4, 8],
        [nil, 4.0])
    func sameBytes(shards: Int, positiveFrom: Double?) throws {
        let files = try Files()
        let columns = try Self.columns(files, limit: 10, shards: shards, positiveFrom: positiveFrom)
        #expect(try columns == Self.columns(files, limit: 10, positiveFrom: positiveFrom))
        let hash = ContentDigest.sha256(try columns.encoded())
        func sum(_ count: Int) throws -> TapSum {
            let sums = try (0..<count).map {
                TapSum(
                    try Self.shard($0, of: count, positiveFrom: positiveFrom), columns: (columns, hash),
                    threads: count)
            }
            return try TapSum(files.write(sums).reversed())
        }
        let total = try sum(shards)
        #expect(try Self.bytes(total) == Self.bytes(sum(1)))
        #expect(
            try Self.bytes(TapSum(files.write([total]))) == Self.bytes(total),
            "a sum is read as a shard's counts are")

        // As the dataset itself is counted, by the ids that somebody took.
        let table = TapTable(of: Self.dataset, positiveFrom: positiveFrom)
        let counts = try total.counts(columns, sha256: hash, file: "columns")
        let ids = Self.dataset.items.ids
        let whole = TapCounts(table, columns: columns.ids.compactMap { Self.dataset.items.position(of: $0) })
        #expect(total.people == 40 && total.split == SplitHash(table, of: Self.dataset))
        for (place, id) in total.items.enumerated() {
            let position = try #require(ids.firstIndex(of: id))
            #expect(counts.taken[place] == whole.taken[position])
            for column in columns.items.indices {
                #expect(
                    counts.pairs[column * total.items.count + place]
                        == whole.pairs[column * ids.count + position])
            }
        }
    }

    @Test("choose the most taken items that are not excluded, ties to the smaller id")
    func choose() throws {
        let columns = try Self.columns(Files(), limit: 5)
        let taken = TapTable(of: Self.dataset).takenCounts
        let allowed = taken.indices.filter { Self.dataset.items.ids[$0] != 2 }
        let best = allowed.sorted { (taken[$1], $0) < (taken[$0], $1) }.prefix(5).sorted()
        #expect(columns.ids == best.map { Self.dataset.items.ids[$0] })
        #expect(columns.people == 40)
    }

    @Test(
        "name what is wrong with a shard in one sentence",
        arguments: [
            ("", "shard:1: a shard begins with"), ("{}\n", "shard:1: a shard begins with"),
            (#"{"format":"icebreaker taps 1","shard":2,"shards":2}"#, "shard:1: a shard begins with"),
            ("HEADER\n7\t1\n7\t2", "shard:3: user 7 has a second line"),
            ("HEADER\n7\t1 2 1\n", "shard:2: user 7 has item 1 twice"),
            ("HEADER\n\t1\n", "shard:2: the line does not begin"),
            ("HEADER\n7 1\n", "shard:2: the line does not begin"),
            ("HEADER\n7\t1 a\\q\n", "shard:2: an item's id cannot be read"),
        ])
    func badShard(text: String, message: String) throws {
        let text = text.replacing("HEADER", with: #"{"format":"icebreaker taps 1","shard":0,"shards":1}"#)
        let error = #expect(throws: ShardError.self) { try TapShard(Data(text.utf8), file: "shard") }
        #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
    }

    @Test(
        "name what is wrong with a file of counts in one sentence, and never stop the program",
        arguments: [
            "", "{}", "HEADER", "HEADER\n", "HEADER\n1\t2\t0:1\n", "HEADER\nTRAILER\n1\t2\t0:1",
            "HEADER\n1\t99\t\nTRAILER",
            "HEADER\n1\t0\t\nTRAILER", "HEADER\n1\t2\nTRAILER", "HEADER\n1\t2\t0:3\nTRAILER",
            "HEADER\n1\t2\t3:1\nTRAILER",
            "HEADER\n1\t2\t1:1 0:1\nTRAILER", "HEADER\n1\t2\t0:1\n1\t2\t\nTRAILER",
            "HEADER\n1\t-2\t\nTRAILER",
            "HEADER\n1\t2\t0\nTRAILER", "HEADER\n\t2\t\nTRAILER",
            "HEADER\n1\t99999999999999999999\t\nTRAILER",
        ])
    func badCounts(text: String) throws {
        let files = try Files()
        let zeros = String(repeating: "0", count: 64)
        let path = try files.write(
            text.replacing("HEADER", with: #"{"columns":"x","format":"icebreaker pairs 1","width":3}"#)
                .replacing("TRAILER", with: #"{"people":5,"split":"\#(zeros)"}"#))
        let error = #expect(throws: ShardError.self) { try TapSum([path]) }
        #expect(error?.description.contains(path) == true)
    }

    @Test("are refused from what cannot be read twice")
    func pipe() {
        let error = #expect(throws: ShardError.self) { try TapSum(["/dev/null"]) }
        #expect(error?.problem.contains("read twice") == true)
    }

    @Test("are refused where they are of other columns, of other people, or twice")
    func others() throws {
        let files = try Files()
        let columns = try Self.columns(files, limit: 10)
        let hash = ContentDigest.sha256(try columns.encoded())
        let parts = try (0..<2).map {
            TapSum(try Self.shard($0, of: 2), columns: (columns, hash), threads: 1)
        }
        let paths = try files.write(parts)
        #expect(try TapSum(paths).counts(columns, sha256: hash, file: "columns").people == 40)
        for wrong in [[paths[0]], paths + [paths[0]]] {
            let error = #expect(throws: ShardError.self) {
                try TapSum(wrong).counts(columns, sha256: hash, file: "columns")
            }
            #expect(error?.problem.contains("people of split") == true)
        }
        let other = #expect(throws: ShardError.self) {
            try TapSum(paths).counts(columns, sha256: "other", file: "columns")
        }
        #expect(other?.problem.contains("other columns") == true)
        let liked = try files.write([
            TapSum(try Self.shard(0, of: 2, positiveFrom: 4), columns: (columns, hash), threads: 1)
        ])
        #expect(throws: ShardError.self) { try TapSum(paths + liked) }
    }
}
