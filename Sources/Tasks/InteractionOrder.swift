import Crypto
import Datasets

/// The order in which a user's ratings count as consumed; the last ones are the query set.
package enum InteractionOrder: String, Sendable, Codable, CaseIterable {
    /// By timestamp, ties by hash.
    case time
    /// By the SHA-256 of `{user}:{item}` in hexadecimal, ascending: a fixed order that depends on nothing
    /// else.
    case hash

    /// What a dataset allows: by time where it has timestamps, else by hash.
    package init(for dataset: Dataset) {
        self = dataset.interactions.timestamps == nil ? .hash : .time
    }
}

/// The key by which the hash rule orders a user's ratings: SHA-256 of the ASCII text `{user}:{item}`.
///
/// Comparing the digests byte by byte gives the same order as comparing their hexadecimal texts.
struct InteractionHash: Comparable {
    private let high: UInt64
    private let digest: SHA256.Digest

    init(user: ExternalID, item: ExternalID) {
        digest = SHA256.hash(data: Array("\(user):\(item)".utf8))
        high = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    static func < (left: InteractionHash, right: InteractionHash) -> Bool {
        left.high != right.high ? left.high < right.high : left.digest.lexicographicallyPrecedes(right.digest)
    }

    static func == (left: InteractionHash, right: InteractionHash) -> Bool { left.digest == right.digest }
}
