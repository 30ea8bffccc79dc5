/// The values that were used last, as many as fit into so many bytes, at least one.
package struct RecentValues<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        var value: Value
        var size: Int
        var used: Int
    }

    private let capacity: Int
    private var entries: [Key: Entry] = [:]
    private var bytes = 0
    private var uses = 0
    /// So many are kept at most, so that finding the oldest stays cheap.
    private static var most: Int { 512 }

    /// Keeps values of so many bytes together.
    package init(bytes: Int) { capacity = bytes }

    /// How many are kept.
    package var count: Int { entries.count }

    /// A value, which thereby is the last one used.
    package mutating func value(_ key: Key) -> Value? {
        uses += 1
        entries[key]?.used = uses
        return entries[key]?.value
    }

    /// Keeps a value, and forgets those that were not used for longest where there is no room.
    package mutating func keep(_ value: Value, as key: Key, size: Int) {
        uses += 1
        if let old = entries.removeValue(forKey: key) { bytes -= old.size }
        while !entries.isEmpty, bytes + size > capacity || entries.count >= Self.most {
            guard let oldest = entries.min(by: { $0.value.used < $1.value.used }) else { break }
            entries[oldest.key] = nil
            bytes -= oldest.value.size
        }
        entries[key] = Entry(value: value, size: size, used: uses)
        bytes += size
    }
}
