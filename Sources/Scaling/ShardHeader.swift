import Foundation

/// The first line of a task shard.
package struct ShardHeader: Sendable, Equatable, Codable {
    /// `icebreaker tasks 1`
    package var format = ShardHeader.current
    /// The number of this shard, from 0.
    package var shard: Int
    /// How many shards there are.
    package var shards: Int
    /// The names of the user features that follow each task, which must be those of the vocabulary.
    package var features: [String]

    static let current = "icebreaker tasks 1"

    /// Describes a shard.
    package init(shard: Int, shards: Int, features: [String]) {
        (self.shard, self.shards, self.features) = (shard, shards, features)
    }

    /// Reads the first line.
    init?(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let header = try? JSONDecoder().decode(ShardHeader.self, from: Data(line)),
            header.format == Self.current,
            header.shards > 0, (0..<header.shards).contains(header.shard)
        else { return nil }
        self = header
    }
}

extension Encodable {
    /// One line of JSON; equal values are equal text.
    func jsonLine() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

extension Decodable {
    /// Reads what `jsonLine()` wrote; `nil` when it is something else.
    init?(jsonLine text: String) {
        guard let value = try? JSONDecoder().decode(Self.self, from: Data(text.utf8)) else { return nil }
        self = value
    }
}
