import Datasets
import Foundation

/// Reads what ``TapSum/write(to:)`` wrote, line by line.
struct TapSumFile {
    /// The counts of one item.
    struct Line {
        var item: ExternalID
        var taken: Int
        var cells: [(column: Int, count: UInt32)] = []
    }

    let name: String
    let header: TapSum.Header
    let trailer: TapSum.Trailer
    let split: SplitHash
    private let data: Data
    private let end: Int
    private var start: Int
    private var number = 1

    /// Reads the first line and the last.
    init(_ data: Data, file: String) throws(ShardError) {
        func fail(_ problem: String) -> ShardError {
            ShardError(file: file, problem: problem, fix: "write the counts of all shards again")
        }
        (self.data, name) = (data, file)
        let feed = UInt8(ascii: "\n")
        guard let first = data.firstIndex(of: feed),
            let header = try? JSONDecoder().decode(TapSum.Header.self, from: data[..<first]),
            header.format == TapSum.Header.current, (0...1 << 20).contains(header.width)
        else { throw fail("counts begin with a line of JSON of format `\(TapSum.Header.current)`") }
        let body = data.last == feed ? data.dropLast() : data
        let last = (body.lastIndex(of: feed) ?? body.startIndex) + 1
        guard last > first, let trailer = try? JSONDecoder().decode(TapSum.Trailer.self, from: body[last...]),
            (0...Int(UInt32.max)).contains(trailer.people),
            let split = SplitHash(trailer.split)
        else { throw fail("the last line does not say how many people were counted; the counts are cut off") }
        (self.header, self.trailer, self.split) = (header, trailer, split)
        (start, end) = (first + 1, last)
    }

    /// An error at the line that was read last.
    func fail(_ problem: String) -> ShardError {
        ShardError(file: name, line: number, problem: problem, fix: "write the counts of all shards again")
    }

    /// The next item's counts.
    /// - Throws: ``ShardError`` that names the line.
    mutating func next() throws(ShardError) -> Line? { try nextLine { $0.read($1) } }

    /// The next item alone; its counts are passed over.
    /// - Throws: ``ShardError`` that names the line.
    mutating func nextItem() throws(ShardError) -> ExternalID? {
        try nextLine { ExternalID(field: $1.prefix { $0 != UInt8(ascii: "\t") }) }
    }

    private mutating func nextLine<Value>(
        _ read: (Self, Slice<UnsafeBufferPointer<UInt8>>) -> Value?
    ) throws(ShardError) -> Value? {
        guard start < end else { return nil }
        number += 1
        let (value, stop) = data.withUnsafeBytes { raw in
            let bytes = raw.bindMemory(to: UInt8.self)
            let stop = bytes[start..<end].firstIndex(of: UInt8(ascii: "\n")) ?? end
            return (read(self, bytes[start..<stop]), stop)
        }
        start = stop + 1
        guard let value else { throw fail("it is no line of an item with its counts") }
        return value
    }

    private func read(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Line? {
        let fields = bytes.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
        guard fields.count == (header.columns == nil ? 2 : 3), let item = ExternalID(field: fields[0]),
            let taken = Self.number(fields[1]), taken >= 1, taken <= trailer.people
        else { return nil }
        var line = Line(item: item, taken: taken)
        guard fields.count == 3 else { return line }
        let cells = fields[2]
        var start = cells.startIndex
        while start < cells.endIndex {
            guard cells[start] != UInt8(ascii: " ") else {
                start += 1
                continue
            }
            guard let colon = cells[start...].firstIndex(of: UInt8(ascii: ":")),
                let column = Self.number(cells[start..<colon])
            else { return nil }
            let end = cells[colon...].firstIndex(of: UInt8(ascii: " ")) ?? cells.endIndex
            guard let count = Self.number(cells[(colon + 1)..<end]), column < header.width,
                column > line.cells.last?.column ?? -1, (1...taken).contains(count)
            else { return nil }
            line.cells.append((column, UInt32(count)))
            start = end
        }
        return line
    }

    /// A whole number of at most 12 digits.
    private static func number(_ field: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard (1...12).contains(field.count) else { return nil }
        var value = 0
        for byte in field {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
