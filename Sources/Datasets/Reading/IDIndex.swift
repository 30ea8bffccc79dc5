/// Numbers ids in the order in which they are first met.
struct IDIndex {
    /// Integer ids below this find their number in an array, the usual case; the array grows as far as it is
    /// needed.
    private static let denseLimit: Int64 = 1 << 22

    /// The ids in the order of their numbers.
    private(set) var ids: [ExternalID] = []
    private var dense: [Int32] = []
    private var others: [ExternalID: Int32] = [:]

    /// The number of the id in a field, a new one if the id is new.
    /// - Parameters:
    ///   - row: the record.
    ///   - column: which field, counted from 0.
    ///   - what: `user` or `item`.
    mutating func number(of row: RecordScanner, _ column: Int, _ what: String) throws(RowFault) -> Int32 {
        if row.isEmpty(column) { throw .emptyID(of: what) }
        if let bytes = row.plainBytes(column), let value = Self.smallInteger(bytes) {
            return number(ofSmall: value)
        }
        return number(of: ExternalID(row.text(column)))
    }

    /// The number of an id, a new one if the id is new.
    mutating func number(of id: ExternalID) -> Int32 {
        if case .integer(let value) = id, value >= 0, value < Self.denseLimit {
            return number(ofSmall: value)
        }
        if let known = others[id] { return known }
        others[id] = Int32(ids.count)
        ids.append(id)
        return Int32(ids.count - 1)
    }

    private mutating func number(ofSmall value: Int64) -> Int32 {
        let slot = Int(value)
        if slot >= dense.count {
            dense.append(
                contentsOf: repeatElement(-1, count: max(slot + 1, dense.count * 2, 1024) - dense.count))
        }
        if dense[slot] < 0 {
            dense[slot] = Int32(ids.count)
            ids.append(.integer(value))
        }
        return dense[slot]
    }

    /// The value of a canonical decimal integer below the dense limit.
    private static func smallInteger(_ bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard bytes.count <= 7, bytes.count == 1 || bytes[0] != UInt8(ascii: "0") else { return nil }
        var value: Int64 = 0
        for byte in bytes {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return value < denseLimit ? value : nil
    }

    /// The ids in ascending order, and for each number the position of its id there.
    func sorted() -> (ids: [ExternalID], positions: [Int32]) {
        let order = ids.indices.sorted { ids[$0] < ids[$1] }
        var positions = [Int32](repeating: 0, count: ids.count)
        for (position, number) in order.enumerated() { positions[number] = Int32(position) }
        return (order.map { ids[$0] }, positions)
    }
}
