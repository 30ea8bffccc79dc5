import Foundation

/// The first line of a shard of what people took.
package struct TapShardHeader: Sendable, Equatable, Codable {
    /// `icebreaker taps 1`
    package var format = TapShardHeader.current
    /// The number of this shard, from 0.
    package var shard: Int
    /// How many shards there are.
    package var shards: Int
    /// The lowest rating that counted as taken, where there are ratings and not all count.
    package var positiveFrom: Double?

    static let current = "icebreaker taps 1"

    /// Describes a shard.
    package init(shard: Int, shards: Int, positiveFrom: Double? = nil) {
        (self.shard, self.shards, self.positiveFrom) = (shard, shards, positiveFrom)
    }

    /// Reads the first line.
    init?(_ line: Slice<UnsafeBufferPointer<UInt8>>) {
        guard let header = try? JSONDecoder().decode(TapShardHeader.self, from: Data(line)),
            header.format == Self.current,
            header.shards > 0, (0..<header.shards).contains(header.shard)
        else { return nil }
        self = header
    }
}
