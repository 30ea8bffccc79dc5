import Crypto
import Support

extension Dataset {
    /// The SHA-256, in lowercase hexadecimal, of everything that can affect a result: ids, features, ratings,
    /// times, scale and kind of feedback, but not the name, the format, the rejected rows, the
    /// ratings that others have replaced or the warnings.
    ///
    /// Each list is preceded by its length and each text by its length in bytes, so that no two datasets have
    /// the same serialisation. Numbers are hashed as they lie in memory, little-endian on every platform that
    /// Swift supports.
    package var contentHash: String {
        var hasher = ContentHasher()
        hasher.add("icebreaker dataset 1")
        hasher.add(users)
        hasher.add(items)
        hasher.add(interactions.users)
        hasher.add(interactions.items)
        hasher.add(interactions.ratings)
        hasher.add(interactions.timestamps ?? [])
        hasher.add([scale.minimum, scale.maximum])
        if feedback == .implicit { hasher.add(feedback.rawValue) }
        return hasher.finish()
    }
}

/// Feeds the parts of a dataset to SHA-256 in a fixed form.
private struct ContentHasher {
    private var digest = SHA256()

    mutating func add(_ table: EntityTable) {
        add(count: table.count)
        for id in table.ids {
            switch id {
            case .integer(let value): add([0, value] as [Int64])
            case .text(let text):
                add([1] as [Int64])
                add(text)
            }
        }
        add(count: table.features.count)
        for feature in table.features { add(feature) }
    }

    private mutating func add(_ feature: Feature) {
        add(feature.name)
        add(feature.kind.rawValue)
        add(feature.role?.rawValue ?? "")
        add(count: feature.isInput ? 1 : 0)
        switch feature.values {
        case .categorical(let column), .multivalued(let column):
            add(count: column.vocabulary.count)
            for token in column.vocabulary { add(token) }
            add(column.offsets)
            add(column.indices)
        case .numeric(let values):
            add(values.map { $0 == nil ? UInt8(0) : 1 })
            add(values.map { $0 ?? 0 })
        case .text(let values):
            add(values.map { $0 == nil ? UInt8(0) : 1 })
            for text in values { add(text ?? "") }
        }
    }

    mutating func add(_ text: String) {
        add(count: text.utf8.count)
        var copy = text
        copy.withUTF8 { digest.update(bufferPointer: UnsafeRawBufferPointer($0)) }
    }

    /// Adds a column of plain numbers.
    mutating func add<Number: BitwiseCopyable>(_ column: [Number]) {
        add(count: column.count)
        column.withUnsafeBytes { digest.update(bufferPointer: $0) }
    }

    private mutating func add(count: Int) {
        withUnsafeBytes(of: UInt64(count).littleEndian) { digest.update(bufferPointer: $0) }
    }

    func finish() -> String { digest.finalize().hexadecimal }
}
