import Datasets
import Elicitation
import Foundation
import Support

/// What counting a shard of people gives, or several together: how many people took each item, and with columns how many took
/// both of a pair. Whole numbers, so that adding up shards in any order, split in any way, gives the same.
///
/// Items are rows in the order in which they came; `order` is theirs by id. So the pairs, at most
/// ``CandidateItems/covarianceLimit`` numbers of 4 bytes in the standard setting, are kept once while files are added up.
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
    private var ids: [ExternalID] = []
    private var rows: [ExternalID: Int] = [:]
    private var order: [Int] = []
    private var takenByRow: [Int] = []
    /// c, shape [rows][columns].
    private var pairs: [UInt32] = []

    /// Counts a shard.
    /// - Parameters:
    ///   - shard: who took what.
    ///   - columns: the items whose pairs are counted, with the SHA-256 of their file; `nil` counts single items only.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(_ shard: TapShard, columns: (TapColumns, sha256: String)?, threads: Int) {
        let width = columns?.0.items.count ?? 0
        header = Header(columns: columns?.sha256, width: width, positiveFrom: shard.header.positiveFrom)
        (people, split) = (shard.table.personCount, shard.split)
        (ids, order) = (shard.items, Array(shard.items.indices))
        takenByRow = shard.table.takenCounts
        guard let wanted = columns?.0.ids else { return }
        let positions = Dictionary(uniqueKeysWithValues: zip(shard.items, shard.items.indices))
        // Of the columns, those that somebody of this shard took; both lists ascend by id.
        let present = wanted.indices.filter { positions[wanted[$0]] != nil }
        let counts = TapCounts(shard.table, columns: present.compactMap { positions[wanted[$0]] }, threads: threads)
        pairs = [UInt32](repeating: 0, count: ids.count * width)
        for (place, column) in present.enumerated() {
            for item in ids.indices { pairs[item * width + column] = counts.pairs[place * ids.count + item] }
        }
    }

    /// Reads files and adds them up.
    /// - Parameter paths: what ``write(to:)`` wrote, at least one.
    /// - Throws: ``ShardError`` that names file and line.
    package init(_ paths: [String]) throws(ShardError) {
        var sum: TapSum?
        for path in paths {
            let data = try InputFile.read(path)
            var file = try TapSumFile(data, file: path)
            if sum == nil { sum = TapSum(header: file.header) }
            try sum?.add(&file)
        }
        guard var sum else { throw ShardError(file: "counts", problem: "no file is given", mend: "name at least one") }
        let ids = sum.ids
        sum.order = ids.indices.sorted { ids[$0] < ids[$1] }
        self = sum
    }

    private init(header: Header) { self.header = header }

    /// The ids of the items that somebody took, ascending.
    package var items: [ExternalID] { order.map { ids[$0] } }
    /// n, shape [items].
    package var taken: [Int] { order.map { takenByRow[$0] } }

    /// The counts by ascending item.
    /// - Parameters:
    ///   - columns: the items whose pairs were counted.
    ///   - file: their file, for a message.
    /// - Throws: ``ShardError`` where these are pairs of other columns or of other people.
    package func counts(_ columns: TapColumns, sha256: String, file: String) throws(ShardError) -> TapCounts {
        guard header.columns == sha256, header.width == columns.items.count else {
            throw ShardError(
                file: file,
                problem: "the counts are \(header.columns == nil ? "without pairs" : "of the pairs of other columns")",
                mend: "count every shard with `worker count --columns \(file)`")
        }
        guard people == columns.people, split.hexadecimal == columns.split else {
            throw ShardError(
                file: file,
                problem: "\(people) people of split \(split.hexadecimal.prefix(16)) were counted where the columns are of "
                    + "\(columns.people) of split \(columns.split.prefix(16))",
                mend: "give the counts of every shard once, and of the same shards both times")
        }
        let places = Dictionary(uniqueKeysWithValues: zip(items, order.indices))
        let positions = columns.ids.compactMap { places[$0] }
        guard positions.count == header.width else {
            throw ShardError(
                file: file, problem: "nobody of those counted took some of the columns", mend: "choose the columns again")
        }
        let (count, width) = (order.count, header.width)
        let pairs = [UInt32](unsafeUninitializedCapacity: count * width) { out, initialized in
            for (item, row) in order.enumerated() {
                for column in 0..<width { out.initializeElement(at: column * count + item, to: self.pairs[row * width + column]) }
            }
            initialized = count * width
        }
        return TapCounts(people: people, taken: taken, columns: positions, pairs: pairs)
    }
}

extension TapSum {
    /// Writes the lines that say all this, some thousand at a time: the header; `ITEM N COLUMN:COUNT …` for every item, by
    /// ascending id, with the columns that are not 0; the trailer.
    package func write(to body: (Data) throws -> Void) throws {
        try body(Data((try header.jsonLine() + "\n").utf8))
        for start in stride(from: 0, to: order.count, by: 4096) {
            let lines = order[start..<min(start + 4096, order.count)].map { line($0) + "\n" }
            try body(Data(lines.joined().utf8))
        }
        let trailer = Trailer(people: people, split: split.hexadecimal)
        try body(Data((try trailer.jsonLine() + "\n").utf8))
    }

    private func line(_ row: Int) -> String {
        let start = "\(WireText.escaped(ids[row].description))\t\(takenByRow[row])"
        guard header.columns != nil else { return start }
        let cells = pairs[row * header.width..<(row + 1) * header.width].enumerated().filter { $0.element > 0 }
        return "\(start)\t" + cells.map { "\($0.offset):\($0.element)" }.joined(separator: " ")
    }

    /// Adds the counts of other people.
    private mutating func add(_ file: inout TapSumFile) throws(ShardError) {
        guard file.header == header else {
            throw ShardError(
                file: file.name, line: 1, problem: "these counts are of other columns, or of another lowest rating",
                mend: "count all shards with the same columns and the same --positive-from")
        }
        let width = header.width
        var seen = [Bool](repeating: false, count: ids.count)
        while let line = try file.next() {
            let row = rows[line.item] ?? ids.count
            if row == ids.count {
                rows[line.item] = row
                ids.append(line.item)
                takenByRow.append(0)
                seen.append(false)
                pairs.append(contentsOf: repeatElement(0, count: width))
            }
            guard !seen[row] else { throw file.fail("item \(line.item) came before") }
            seen[row] = true
            takenByRow[row] += line.taken
            for cell in line.cells {
                let (sum, overflows) = pairs[row * width + cell.column].addingReportingOverflow(cell.count)
                guard !overflows else { throw file.fail("the counts of item \(line.item) exceed \(UInt32.max)") }
                pairs[row * width + cell.column] = sum
            }
        }
        people += file.trailer.people
        split.add(file.split)
    }
}
