import Algebra
import Support

/// The catalogue's side of the estimator, computed once and never changed: the embeddings do not move in the
/// local update.
final class CatalogueInputs: @unchecked Sendable {
    /// The items of a block.
    static let blockLength = 128

    /// The positions of the items, those with the highest estimates for a user of whom nothing is known
    /// first; an item's number in here is its place everywhere else.
    let items: [Int]
    /// The place of each item of the dataset, −1 outside the catalogue.
    private let places: [Int32]
    /// The places with those that fill the last block, which have zeros for all values.
    let paddedCount: Int
    /// x, the items' part, shape [items, itemWidth], and transposed, shape [itemWidth, paddedCount].
    private let rows: Buffer<Float>
    let inputs: Buffer<Float>
    /// x W₁, the items' part at the meta-learned parameters, shape [items, units], and each block transposed,
    /// shape [blocks, units, blockLength].
    private let parts: Buffer<Float>
    let partColumns: Buffer<Float>
    private let encoded: EncodedEntities
    private let estimator: Estimator<Float>

    /// - Parameters:
    ///   - items: the positions of the catalogue's items.
    ///   - encoded: the features of all items.
    ///   - estimator: the parameters.
    /// - Precondition: the positions are among the encoded items.
    init(_ items: [Int], encoded: EncodedEntities, estimator: Estimator<Float>) {
        let items = Set(items).sorted()
        precondition(items.allSatisfy { (0..<encoded.count).contains($0) }, "the dataset has no such item")
        (self.encoded, self.estimator) = (encoded, estimator)
        let layout = estimator.architecture.decision
        let (n, width, units) = (items.count, layout.itemWidth, layout.hiddenWidth)
        paddedCount = (n + Self.blockLength - 1) / Self.blockLength * Self.blockLength
        let (rows, parts) = (Buffer<Float>(paddedCount * width), Buffer<Float>(paddedCount * units))
        var order = Array(0..<n)
        estimator.parameters.withUnsafeBufferPointer { buffer in
            guard let parameters = buffer.baseAddress else { return }
            let theta = parameters + estimator.architecture.embeddingCount
            let (unordered, unorderedParts) = (Buffer<Float>(n * width), Buffer<Float>(n * units))
            for (row, item) in items.enumerated() {
                encoded.embed(item, parameters: parameters, into: unordered.start + row * width)
            }
            Float.multiply(
                n, units, width, unordered.start, width, 1, theta + layout.fc1Weight, units,
                unorderedParts.start, units,
                accumulate: false)
            order = Self.order(unorderedParts, layout: layout, theta: theta)
            for (place, row) in order.enumerated() {
                (rows.start + place * width).update(from: unordered.start + row * width, count: width)
                (parts.start + place * units).update(from: unorderedParts.start + row * units, count: units)
            }
        }
        self.items = order.map { items[$0] }
        var places = [Int32](repeating: -1, count: encoded.count)
        for (place, item) in self.items.enumerated() { places[item] = Int32(place) }
        let (transposed, columns) = (Buffer<Float>(paddedCount * width), Buffer<Float>(paddedCount * units))
        Float.transpose(paddedCount, width, rows.start, transposed.start)
        for first in stride(from: 0, to: paddedCount, by: Self.blockLength) {
            Float.transpose(
                Self.blockLength, units, parts.start + first * units, columns.start + first * units)
        }
        (self.places, self.rows, inputs, self.parts, partColumns) = (places, rows, transposed, parts, columns)
    }

    /// The numbers of the items by descending estimate without a user's part of z₁.
    private static func order(_ parts: Buffer<Float>, layout: DecisionLayout, theta: UnsafePointer<Float>)
        -> [Int]
    {
        let units = layout.hiddenWidth
        let count = parts.count / max(units, 1)
        let (hidden1, estimates) = (Buffer<Float>(parts.count), Buffer<Float>(count))
        hidden1.start.update(from: parts.start, count: parts.count)
        Float.addBiasRectify(count, units, theta + layout.fc1Bias, hidden1.start)
        Float.projectSparse(
            count, units, units, hidden1.start, theta + layout.fc2Weight, theta + layout.fc2Bias,
            theta + layout.outputWeight,
            theta[layout.outputBias], estimates.start, measures: nil)
        func key(_ item: Int) -> Float { estimates[item].isFinite ? estimates[item] : -.infinity }
        return (0..<count).sorted { key($0) == key($1) ? $0 < $1 : key($0) > key($1) }
    }

    /// Whether a position is one of the dataset's items.
    func isItem(_ position: Int) -> Bool { places.indices.contains(position) }

    /// Reads an item of the dataset, of the catalogue or not.
    /// - Parameters:
    ///   - item: its position.
    ///   - input: where to write x, the item's part, shape [itemWidth].
    ///   - part: where to write x W₁ at the meta-learned parameters, shape [units].
    func read(_ item: Int, into input: UnsafeMutablePointer<Float>, part: UnsafeMutablePointer<Float>) {
        let layout = estimator.architecture.decision
        let (width, units) = (layout.itemWidth, layout.hiddenWidth)
        if let place = place(of: item) {
            input.update(from: rows.start + place * width, count: width)
            part.update(from: parts.start + place * units, count: units)
            return
        }
        estimator.parameters.withUnsafeBufferPointer { buffer in
            guard let parameters = buffer.baseAddress else { return }
            encoded.embed(item, parameters: parameters, into: input)
            let weight = parameters + estimator.architecture.embeddingCount + layout.fc1Weight
            Float.multiply(1, units, width, input, width, 1, weight, units, part, units, accumulate: false)
        }
    }

    /// The place of an item, if the catalogue has it.
    func place(of item: Int) -> Int? {
        guard places.indices.contains(item), places[item] >= 0 else { return nil }
        return Int(places[item])
    }
}
