import Datasets
import Support

/// Reads the tasks of a shard, line by line.
struct TaskLineReader {
    /// One task, items as positions in the vocabulary.
    struct Row: Sendable {
        var user: ExternalID
        var items: [Int32]
        var ratings: [Double]
        var supportCount: Int
        var cells: [Cell]
    }

    /// A user's value of one feature.
    struct Cell: Sendable {
        var tokens: [String] = []
        var number: Double?

        /// The field as a workspace's own tasks have it, whether its tokens are in the vocabulary or not.
        var field: String {
            guard number == nil else { return TaskLines.field(number: number) }
            return TaskLines.field(tokens: tokens.count > 1 ? TokenColumn(rows: [tokens]).vocabulary : tokens)
        }
    }

    /// What is wrong with a line.
    struct Fault: Error {
        var problem: String
        var fix = "write tasks as docs/scaling.md describes them"
    }

    private typealias Field = Slice<UnsafeBufferPointer<UInt8>>

    private let vocabulary: Vocabulary
    private let items: ItemPositions

    init(_ vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        items = ItemPositions(vocabulary.items)
    }

    /// Reads one line.
    func row(_ line: Slice<UnsafeBufferPointer<UInt8>>) throws(Fault) -> Row {
        let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        let expected = 3 + vocabulary.userFeatures.count
        guard fields.count == expected else {
            throw Fault(problem: "\(fields.count) fields where \(expected) are expected")
        }
        guard !fields[0].isEmpty, let user = WireText.plain(fields[0]) else {
            throw Fault(problem: "the user's id cannot be read")
        }
        var row = Row(user: ExternalID(user), items: [], ratings: [], supportCount: 0, cells: [])
        try appendPairs(fields[1], to: &row)
        row.supportCount = row.items.count
        try appendPairs(fields[2], to: &row)
        guard row.items.count > row.supportCount else {
            throw Fault(problem: "user \(user) has no query set")
        }
        guard Set(row.items).count == row.items.count else {
            throw Fault(
                problem: "user \(user) has an item twice",
                fix: "keep one rating of each user and item, as `import` does")
        }
        for (feature, field) in zip(vocabulary.userFeatures, fields.dropFirst(3)) {
            row.cells.append(try cell(field, feature))
        }
        return row
    }

    private func appendPairs(_ field: Field, to row: inout Row) throws(Fault) {
        var rest = field
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex
            guard let colon = rest[..<end].lastIndex(of: UInt8(ascii: ":")), colon > rest.startIndex else {
                throw Fault(problem: "`\(text(rest[..<end]))` is not ITEM:RATING")
            }
            guard let item = items.position(rest[..<colon]) else {
                throw Fault(
                    problem: "item `\(text(rest[..<colon]))` is not in the vocabulary",
                    fix: "import the dataset with all its items and export the vocabulary again")
            }
            guard let rating = DecimalNumber.parse(UnsafeBufferPointer(rebasing: rest[(colon + 1)..<end])),
                vocabulary.scale.contains(rating)
            else {
                let scale = vocabulary.scale
                throw Fault(
                    problem:
                        "`\(text(rest[(colon + 1)..<end]))` is no rating from \(scale.minimum.plainText) to "
                        + scale.maximum.plainText,
                    fix: "prepare the tasks from the ratings that the workspace has")
            }
            row.items.append(item)
            row.ratings.append(rating)
            rest = end < rest.endIndex ? rest[(end + 1)...] : rest[end...]
            if end < field.endIndex, rest.isEmpty {
                throw Fault(problem: "a set of ratings ends with a space")
            }
        }
    }

    private func cell(_ field: Field, _ feature: VocabularyFeature) throws(Fault) -> Cell {
        guard !field.isEmpty else { return Cell() }
        if feature.kind == .numeric {
            guard let number = DecimalNumber.parse(UnsafeBufferPointer(rebasing: field)) else {
                throw Fault(problem: "`\(text(field))` is no number for feature \(feature.name)")
            }
            return Cell(number: number)
        }
        var cell = Cell()
        for part in field.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: true) {
            guard let token = WireText.plain(part) else {
                throw Fault(problem: "feature \(feature.name) cannot be read")
            }
            cell.tokens.append(token)
        }
        guard feature.kind == .multivalued || cell.tokens.count <= 1 else {
            throw Fault(
                problem: "feature \(feature.name) has \(cell.tokens.count) tokens where one is expected")
        }
        return cell
    }

    /// What a message quotes of a field.
    private func text(_ field: Field) -> String { String(decoding: field.prefix(40), as: UTF8.self) }
}

/// Positions of items by the bytes of their ids: by table for small whole numbers, else by hash.
private struct ItemPositions {
    private static let tableLimit = 1 << 24
    private let table: EntityTable
    private var dense: [Int32] = []

    init(_ table: EntityTable) {
        self.table = table
        for (position, id) in table.ids.enumerated() {
            guard case .integer(let value) = id, value >= 0, value < Self.tableLimit else { continue }
            if Int(value) >= dense.count {
                dense.append(
                    contentsOf: repeatElement(-1, count: max(Int(value) + 1, dense.count * 2) - dense.count))
            }
            dense[Int(value)] = Int32(position)
        }
    }

    func position(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Int32? {
        if let value = smallInteger(field) {
            return value < dense.count && dense[value] >= 0 ? dense[value] : nil
        }
        return WireText.plain(field).flatMap { table.position(of: ExternalID($0)) }.map { Int32($0) }
    }

    /// The value of a canonical decimal integer below the table's limit.
    private func smallInteger(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let first = field.first, field.count <= 8, field.count == 1 || first != UInt8(ascii: "0") else {
            return nil
        }
        var value = 0
        for byte in field {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value < Self.tableLimit ? value : nil
    }
}
