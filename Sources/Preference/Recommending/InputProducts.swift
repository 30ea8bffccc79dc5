import Synchronization

/// The products xᵢ · xⱼ of a rated item i with every item j of the catalogue, kept for the next request.
///
/// A row costs more to compute than to read, and the same items are rated again and again. Two generations of rows bound the
/// memory: when the younger is full it becomes the older, and what was not asked for since is forgotten. A row's bytes do not
/// depend on whether it was kept.
final class InputProducts: Sendable {
    private struct Rows {
        var younger: [Int: [Float]] = [:]
        var older: [Int: [Float]] = [:]
    }

    private let rows = Mutex(Rows())
    private let rowsPerGeneration: Int

    /// - Parameters:
    ///   - catalogueCount: the numbers of a row.
    ///   - megabytes: the memory of both generations together, in 2²⁰ bytes.
    init(catalogueCount: Int, megabytes: Int = 32) {
        rowsPerGeneration = max(megabytes << 20 / (2 * max(catalogueCount, 1) * MemoryLayout<Float>.stride), 1)
    }

    /// The rows of some items.
    /// - Parameters:
    ///   - items: the positions of the rated items.
    ///   - compute: computes the row of the item with a number in `items`.
    func rows(of items: [Int], compute: (_ number: Int) -> [Float]) -> [[Float]] {
        let kept = rows.withLock { rows in items.map { Self.find($0, in: &rows, limit: rowsPerGeneration) } }
        return kept.enumerated().map { number, row in
            if let row { return row }
            let row = compute(number)
            rows.withLock { Self.keep(row, of: items[number], in: &$0, limit: rowsPerGeneration) }
            return row
        }
    }

    private static func find(_ item: Int, in rows: inout Rows, limit: Int) -> [Float]? {
        if let row = rows.younger[item] { return row }
        guard let row = rows.older[item] else { return nil }
        keep(row, of: item, in: &rows, limit: limit)
        return row
    }

    private static func keep(_ row: [Float], of item: Int, in rows: inout Rows, limit: Int) {
        if rows.younger.count >= limit {
            rows.older = rows.younger
            rows.younger.removeAll()
        }
        rows.younger[item] = row
    }
}
