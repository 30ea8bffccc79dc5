import Algebra
import Synchronization

/// The products xᵢ · xⱼ of a rated item i with every item j of the catalogue, items' part only.
///
/// A row costs more to compute than to read, and the same items are rated again and again, so rows are kept.
/// Two generations of them bound the memory: when the younger is full it becomes the older, and what was not
/// asked for since is forgotten. A row's bytes depend neither on that nor on the rows computed with it.
final class InputProducts: Sendable {
    /// One item's products by place; written before it is shared and never again.
    final class Row: @unchecked Sendable {
        let values: Buffer<Float>
        init(count: Int) { values = Buffer(count) }
    }

    private struct Generations {
        var younger: [Int: Row] = [:]
        var older: [Int: Row] = [:]
    }

    private let kept = Mutex(Generations())
    private let rowsPerGeneration: Int

    /// - Parameters:
    ///   - catalogueCount: the numbers of a row.
    ///   - megabytes: the memory of both generations together, in 2²⁰ bytes.
    init(catalogueCount: Int, megabytes: Int = 128) {
        rowsPerGeneration = max(
            megabytes << 20 / (2 * max(catalogueCount, 1) * MemoryLayout<Float>.stride), 1)
    }

    /// The rows of some items.
    /// - Parameters:
    ///   - items: the positions of the rated items.
    ///   - inputs: x, their part, shape [items, itemWidth].
    ///   - catalogue: whose items they are multiplied with.
    func rows(of items: [Int], inputs: Buffer<Float>, catalogue: CatalogueInputs) -> [Row] {
        let found = kept.withLock { kept in items.map { Self.find($0, in: &kept, limit: rowsPerGeneration) } }
        let missing = found.indices.filter { found[$0] == nil }
        guard !missing.isEmpty else { return found.compactMap { $0 } }
        let computed = Self.compute(missing, inputs: inputs, catalogue: catalogue)
        kept.withLock { kept in
            for (number, row) in zip(missing, computed) {
                Self.keep(row, of: items[number], in: &kept, limit: rowsPerGeneration)
            }
        }
        var next = computed.makeIterator()
        return found.compactMap { $0 ?? next.next() }
    }

    private static func find(_ item: Int, in kept: inout Generations, limit: Int) -> Row? {
        if let row = kept.younger[item] { return row }
        guard let row = kept.older[item] else { return nil }
        keep(row, of: item, in: &kept, limit: limit)
        return row
    }

    private static func keep(_ row: Row, of item: Int, in kept: inout Generations, limit: Int) {
        if kept.younger.count >= limit {
            kept.older = kept.younger
            kept.younger.removeAll()
        }
        kept.younger[item] = row
    }

    /// Computes several rows together, so that the catalogue's inputs are read once for all of them.
    private static func compute(_ numbers: [Int], inputs: Buffer<Float>, catalogue: CatalogueInputs) -> [Row]
    {
        let count = catalogue.paddedCount
        let width = catalogue.inputs.count / max(count, 1)
        let (gathered, products) = (
            Buffer<Float>(numbers.count * width), Buffer<Float>(numbers.count * count)
        )
        for (row, number) in numbers.enumerated() {
            (gathered.start + row * width).update(from: inputs.start + number * width, count: width)
        }
        Float.multiply(
            numbers.count, count, width, gathered.start, width, 1, catalogue.inputs.start, count,
            products.start, count,
            accumulate: false)
        return numbers.indices.map { number in
            let row = Row(count: count)
            row.values.start.update(from: products.start + number * count, count: count)
            return row
        }
    }
}
