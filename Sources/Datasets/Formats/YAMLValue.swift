import Support
import Yams

/// A value of a YAML file that knows its line and the keys that lead to it, for messages.
struct YAMLValue {
    private let file: String
    private let node: Node
    private let path: [String]

    private init(file: String, node: Node, path: [String]) {
        self.file = file
        self.node = node
        self.path = path
    }

    /// Parses a file.
    /// - Throws: `DatasetError` when it is not YAML.
    init(_ source: SourceFile) throws {
        // A byte order mark, which editors on Windows write, is no part of the text.
        let bytes = source.data.starts(with: [0xEF, 0xBB, 0xBF]) ? source.data.dropFirst(3) : source.data
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw DatasetError(
                file: source.name, problem: "the text is not valid UTF-8", fix: "save it as UTF-8")
        }
        do {
            guard let root = try Yams.compose(yaml: text) else {
                throw DatasetError(
                    file: source.name, problem: "the description is empty", fix: "describe the files in it")
            }
            self.init(file: source.name, node: root, path: [])
        } catch let error as YamlError {
            throw DatasetError(
                file: source.name, line: error.line, problem: "this is not YAML: \(error.problem)",
                fix: "correct the line")
        }
    }

    /// An error about this value.
    func error(_ problem: String, fix: String) -> DatasetError {
        DatasetError(file: file, line: node.mark?.line, problem: problem, fix: fix)
    }

    /// The keys that lead here, such as `ratings.columns`.
    var name: String {
        path.isEmpty ? "the description" : path.map(\.shortenedForMessage).joined(separator: ".")
    }

    private func mismatch(_ expected: String) -> DatasetError {
        let found = node.scalar.map { $0.string.isEmpty ? "empty" : $0.string.quotedForMessage }
        return error(
            "\(name) is \(found ?? (node.sequence == nil ? "a mapping" : "a list"))",
            fix: "write \(expected) there")
    }

    /// The entries of a mapping, in the order of the file.
    /// - Parameter keys: the keys that it may have; any where `nil`.
    func entries(_ keys: [String]? = nil) throws -> [(key: String, value: YAMLValue)] {
        guard let mapping = node.mapping else { throw mismatch("a mapping of keys to values") }
        return try mapping.map { key, value in
            guard let name = key.scalar?.string else { throw mismatch("a mapping of plain keys to values") }
            if let keys, !keys.contains(name) {
                throw DatasetError(
                    file: file, line: key.mark?.line,
                    problem: "\(self.name) has no key \(name.quotedForMessage)",
                    fix: "its keys are \(keys.joined(separator: ", "))")
            }
            return (name, YAMLValue(file: file, node: value, path: path + [name]))
        }
    }

    /// The entries of a mapping with known keys.
    /// - Parameters:
    ///   - required: the keys that it must have.
    ///   - optional: the keys that it may have.
    func record(_ required: [String], _ optional: [String] = []) throws -> YAMLRecord {
        let entries = try Dictionary(entries(required + optional).map { ($0.key, $0.value) }) { first, _ in
            first
        }
        let record = YAMLRecord(owner: self, entries: entries)
        for key in required { _ = try record.required(key) }
        return record
    }

    /// Whether this is one value rather than a mapping or a list.
    var isScalar: Bool { node.scalar != nil }

    /// A text, which must not be empty.
    func string() throws -> String {
        guard let text = node.scalar?.string, !text.isEmpty else { throw mismatch("a text") }
        return text
    }

    /// `true` or `false`.
    func bool() throws -> Bool {
        guard let value = node.bool else { throw mismatch("true or false") }
        return value
    }

    /// A list.
    func list() throws -> [YAMLValue] {
        guard let nodes = node.sequence else { throw mismatch("a list") }
        return nodes.map { YAMLValue(file: file, node: $0, path: path) }
    }

    /// A finite number.
    func number() throws -> Double {
        guard let text = node.scalar?.string, let value = DecimalNumber.parse(text) else {
            throw mismatch("a number")
        }
        return value
    }

    /// One of the raw values of a type.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) throws -> Choice
    where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try string()) else {
            throw mismatch("one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }
}

/// The entries of a mapping with known keys.
struct YAMLRecord {
    /// The mapping.
    let owner: YAMLValue
    fileprivate let entries: [String: YAMLValue]

    /// The value of a key, if it is there.
    subscript(key: String) -> YAMLValue? { entries[key] }

    /// The value of a key that must be there.
    func required(_ key: String) throws -> YAMLValue {
        guard let value = entries[key] else {
            throw owner.error("\(owner.name) has no key \(key.quotedForMessage)", fix: "add it")
        }
        return value
    }
}

extension YamlError {
    fileprivate var line: Int? {
        switch self {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
        case .duplicatedKeysInMapping(_, let context): context.mark.line
        default: nil
        }
    }

    fileprivate var problem: String {
        switch self {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _),
            .reader(let problem, _, _, _):
            problem
        case .duplicatedKeysInMapping(let duplicates, _):
            "the mapping has the key \(duplicates.joined(separator: ", ").quotedForMessage) twice"
        default: "it cannot be parsed"
        }
    }
}
