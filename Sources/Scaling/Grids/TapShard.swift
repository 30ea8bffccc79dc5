import Datasets
import Elicitation
import Foundation

/// What some people took, as a worker holds it.
///
/// A shard is UTF-8 text. Its first line is a ``TapShardHeader`` in JSON; every other line is a person, also
/// one who took nothing: the user's id, a tab, and the ids of the items taken, in any order, parted by spaces
/// and escaped as in ``TaskShard``. No list of all items is needed: the items are those that the lines name.
package struct TapShard: Sendable {
    /// What its first line says.
    package let header: TapShardHeader
    /// The ids of the items that somebody took, ascending.
    package let items: [ExternalID]
    /// Who took which of them.
    package let table: TapTable
    /// The digest of the people with what they took.
    package let split: SplitHash

    /// Reads a shard.
    /// - Parameters:
    ///   - data: the bytes.
    ///   - file: what to call it in an error.
    /// - Throws: ``ShardError`` that names the line.
    package init(_ data: Data, file: String) throws(ShardError) {
        let reading = data.withUnsafeBytes { raw in
            Result<TapLineReader, ShardError> { () throws(ShardError) in
                try TapLineReader(raw.bindMemory(to: UInt8.self), file: file)
            }
        }
        let reader = try reading.get()
        header = reader.header
        let order = reader.ids.indices.sorted { reader.ids[$0] < reader.ids[$1] }
        items = order.map { reader.ids[$0] }
        var places = [Int32](repeating: 0, count: order.count)
        for (place, read) in order.enumerated() { places[read] = Int32(place) }
        var taken = reader.items
        for (person, line) in zip(reader.offsets.indices.dropLast(), reader.lines) {
            let range = reader.offsets[person]..<reader.offsets[person + 1]
            for place in range { taken[place] = places[Int(taken[place])] }
            taken[range].sort()
            guard let twice = zip(taken[range], taken[range].dropFirst()).first(where: ==) else { continue }
            throw ShardError(
                file: file, line: line,
                problem: "user \(reader.users[person]) has item \(items[Int(twice.0)]) twice",
                fix: "name each item that a user took once")
        }
        table = TapTable(offsets: reader.offsets, items: taken, itemCount: items.count)
        split = SplitHash(table, users: reader.users, items: items)
    }
}

extension SplitHash {
    /// The hash of people with the ids of what they took, ascending.
    package init(_ table: TapTable, users: [ExternalID], items: [ExternalID]) {
        self.init()
        let names = items.map { Array((WireText.escaped($0.description) + " ").utf8) }
        for (person, user) in users.enumerated() {
            var line = Array((WireText.escaped(user.description) + "\t").utf8)
            for item in table.items(of: person) { line += names[Int(item)] }
            add(sha256Of: line)
        }
    }

    /// The hash of the people of a dataset with what they took.
    package init(_ table: TapTable, of dataset: Dataset) {
        self.init(table, users: table.people.map { dataset.users.ids[Int($0)] }, items: dataset.items.ids)
    }
}

/// Reads the lines of people; items get numbers in the order in which they come.
private struct TapLineReader: Sendable {
    let header: TapShardHeader
    private(set) var users: [ExternalID] = []
    /// The line of each user, counted from 1.
    private(set) var lines: [Int] = []
    private(set) var ids: [ExternalID] = []
    private(set) var offsets = [0]
    private(set) var items: [Int32] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, file: String) throws(ShardError) {
        var text = ShardLines(bytes)
        guard let first = text.next(), let header = TapShardHeader(first) else {
            throw ShardError(
                file: file, line: 1,
                problem: "a shard begins with a line of JSON of format `\(TapShardHeader.current)`",
                fix: "give the shard as docs/scaling.md describes it")
        }
        self.header = header
        var numbers: [ExternalID: Int32] = [:]
        var known = Set<ExternalID>()
        while let line = text.next() {
            func fail(_ problem: String, _ fix: String = "write people as docs/scaling.md describes them")
                -> ShardError
            {
                ShardError(file: file, line: text.number, problem: problem, fix: fix)
            }
            guard let tab = line.firstIndex(of: UInt8(ascii: "\t")),
                let user = ExternalID(field: line[..<tab])
            else {
                throw fail("the line does not begin with a user's id and a tab")
            }
            guard known.insert(user).inserted else {
                throw fail("user \(user) has a second line", "give each user one line")
            }
            for field in line[(tab + 1)...].split(
                separator: UInt8(ascii: " "), omittingEmptySubsequences: true)
            {
                guard let id = ExternalID(field: field) else { throw fail("an item's id cannot be read") }
                if let number = numbers[id] {
                    items.append(number)
                } else {
                    items.append(Int32(ids.count))
                    numbers[id] = Int32(ids.count)
                    ids.append(id)
                }
            }
            users.append(user)
            lines.append(text.number)
            offsets.append(items.count)
        }
    }
}

extension ExternalID {
    /// Reads a field of a line, whole numbers without a text in between; `nil` where it is empty or no text.
    init?(field: Slice<UnsafeBufferPointer<UInt8>>) {
        if let first = field.first, field.count <= 18, field.count == 1 || first != UInt8(ascii: "0"),
            field.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        {
            self = .integer(field.reduce(0) { $0 * 10 + Int64($1 - UInt8(ascii: "0")) })
        } else {
            guard !field.isEmpty, let text = WireText.plain(field) else { return nil }
            self = ExternalID(text)
        }
    }
}
