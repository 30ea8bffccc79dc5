import Datasets
import Elicitation
import Foundation
import Support

/// What counting a shard of people gives, or several together: how many people took each item, and with
/// columns how many took both of a pair. Whole numbers, so that adding up shards in any order, split in any
/// way, gives the same.
///
/// Files are read twice, first for their items alone. So the pairs, at most
/// ``CandidateItems/covarianceLimit`` numbers of 4 bytes in the standard setting, are kept once, in the shape
/// in which ``TapCounts`` takes them over.
package struct TapSum: Sendable {
    /// What the counts depend on, which must be equal for them to be added.
    package struct Header: Sendable, Equatable, Codable {
        /// `icebreaker pairs 1`
        package var format = Header.current
        /// SHA-256 of the columns, where pairs were counted.
        package var columns: String?
        /// How many columns there are.
        package var width: Int
        /// The lowest rating that counted as taken, where not all did.
        package var positiveFrom: Double?

        static let current = "icebreaker pairs 1"
    }

    /// The last line: who was counted.
    struct Trailer: Codable {
        var people: Int
        var split: String
    }

    /// What the counts depend on.
    package let header: Header
    /// U, the number of people.
    package private(set) var people = 0
    /// The digest of the people with what they took.
    package private(set) var split = SplitHash()
    /// The ids of the items that somebody took, ascending.
    package private(set) var items: [ExternalID]
    /// n, shape [items].
    package private(set) var taken: [Int]
    /// c, shape [columns][items].
    private var pairs: [UInt32]

    /// Counts a shard.
    /// - Parameters:
    ///   - shard: who took what.
    ///   - columns: the items whose pairs are counted, with the SHA-256 of their file; `nil` counts single
    ///     items only.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(_ shard: TapShard, columns: (TapColumns, sha256: String)?, threads: Int) {
        let width = columns?.0.items.count ?? 0
        header = Header(columns: columns?.sha256, width: width, positiveFrom: shard.header.positiveFrom)
        (people, split) = (shard.table.personCount, shard.split)
        (items, taken, pairs) = (shard.items, shard.table.takenCounts, [])
        guard let wanted = columns?.0.ids else { return }
        let positions = Dictionary(uniqueKeysWithValues: zip(items, items.indices))
        // Of the columns, those that somebody of this shard took; both lists ascend by id.
        let present = wanted.indices.filter { positions[wanted[$0]] != nil }
        let counted = TapCounts(
            shard.table, columns: present.compactMap { positions[wanted[$0]] }, threads: threads
        ).pairs
        guard present.count < width else {
            pairs = counted
            return
        }
        let count = items.count
        pairs = [UInt32](repeating: 0, count: width * count)
        for (place, column) in present.enumerated() {
            pairs.replaceSubrange(
                column * count..<(column + 1) * count, with: counted[place * count..<(place + 1) * count])
        }
    }

    /// Reads files and adds them up.
    /// - Parameter paths: what ``write(to:)`` wrote, at least one.
    /// - Throws: ``ShardError`` that names file and line.
    package init(_ paths: [String]) throws(ShardError) {
        var header: Header?
        var places: [ExternalID: Int] = [:]
        for path in paths {
            guard InputFile.isRegular(path) else {
                throw ShardError(
                    file: path, problem: "counts are read twice, which only a file can be",
                    fix: "write them to a file first")
            }
            var file = try TapSumFile(try InputFile.read(path), file: path)
            guard file.header == header ?? file.header else {
                throw ShardError(
                    file: path, line: 1,
                    problem: "these counts are of other columns, or of another lowest rating",
                    fix: "count all shards with the same columns and the same --positive-from")
            }
            header = file.header
            while let item = try file.nextItem() { places[item] = 0 }
        }
        guard let header else {
            throw ShardError(file: "counts", problem: "no file is given", fix: "name at least one")
        }
        self.init(header: header, items: places.keys.sorted())
        for (place, item) in items.enumerated() { places[item] = place }
        for path in paths {
            var file = try TapSumFile(try InputFile.read(path), file: path)
            try add(&file, places: places)
        }
    }

    private init(header: Header, items: [ExternalID]) {
        (self.header, self.items, taken) = (header, items, [Int](repeating: 0, count: items.count))
        pairs = [UInt32](repeating: 0, count: header.width * items.count)
    }

    /// The counts by ascending item.
    /// - Parameters:
    ///   - columns: the items whose pairs were counted.
    ///   - file: their file, for a message.
    /// - Throws: ``ShardError`` where these are pairs of other columns or of other people.
    package func counts(_ columns: TapColumns, sha256: String, file: String) throws(ShardError) -> TapCounts {
        guard header.columns == sha256, header.width == columns.items.count else {
            throw ShardError(
                file: file,
                problem:
                    "the counts are \(header.columns == nil ? "without pairs" : "of the pairs of other columns")",
                fix: "count every shard with `worker count --columns \(file)`")
        }
        guard people == columns.people, split.hexadecimal == columns.split else {
            throw ShardError(
                file: file,
                problem:
                    "\(people) people of split \(split.hexadecimal.prefix(16)) were counted where the columns are of "
                    + "\(columns.people) of split \(columns.split.prefix(16))",
                fix: "give the counts of every shard once, and of the same shards both times")
        }
        let places = Dictionary(uniqueKeysWithValues: zip(items, items.indices))
        let positions = columns.ids.compactMap { places[$0] }
        guard positions.count == header.width else {
            throw ShardError(
                file: file, problem: "nobody of those counted took some of the columns",
                fix: "choose the columns again")
        }
        return TapCounts(people: people, taken: taken, columns: positions, pairs: pairs)
    }
}

extension TapSum {
    /// Writes the lines that say all this, some thousand at a time: the header; `ITEM N COLUMN:COUNT …` for
    /// every item, by ascending id, with the columns that are not 0; the trailer.
    package func write(to body: (Data) throws -> Void) throws {
        try body(Data((try header.jsonLine() + "\n").utf8))
        for start in stride(from: 0, to: items.count, by: 4096) {
            var bytes: [UInt8] = []
            for item in start..<min(start + 4096, items.count) { append(item, to: &bytes) }
            try body(Data(bytes))
        }
        let trailer = Trailer(people: people, split: split.hexadecimal)
        try body(Data((try trailer.jsonLine() + "\n").utf8))
    }

    /// Appends an item's line. Most of what is written are cells, so their digits become bytes without a text
    /// in between.
    private func append(_ item: Int, to bytes: inout [UInt8]) {
        bytes += Array("\(WireText.escaped(items[item].description))\t\(taken[item])".utf8)
        if header.columns != nil {
            bytes.append(UInt8(ascii: "\t"))
            var isFirst = true
            for column in 0..<header.width {
                let count = pairs[column * items.count + item]
                guard count > 0 else { continue }
                if !isFirst { bytes.append(UInt8(ascii: " ")) }
                Self.append(column, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                Self.append(Int(count), to: &bytes)
                isFirst = false
            }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Appends the digits of a number from 0.
    private static func append(_ number: Int, to bytes: inout [UInt8]) {
        if number > 9 { append(number / 10, to: &bytes) }
        bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Adds the counts of other people.
    /// - Parameter places: the position of each item.
    private mutating func add(_ file: inout TapSumFile, places: [ExternalID: Int]) throws(ShardError) {
        let count = items.count
        var seen = [Bool](repeating: false, count: count)
        while let line = try file.next() {
            guard let item = places[line.item] else { throw file.fail("the file changed while it was read") }
            guard !seen[item] else { throw file.fail("item \(line.item) came before") }
            seen[item] = true
            taken[item] += line.taken
            for cell in line.cells {
                let (sum, overflows) = pairs[cell.column * count + item].addingReportingOverflow(cell.count)
                guard !overflows else {
                    throw file.fail("the counts of item \(line.item) exceed \(UInt32.max)")
                }
                pairs[cell.column * count + item] = sum
            }
        }
        people += file.trailer.people
        split.add(file.split)
    }
}
