/// The catalogue's side of the estimator, computed once and never changed: the embeddings do not move in the local update.
final class CatalogueInputs: @unchecked Sendable {
    /// The positions of the items, ascending; an item's number in here is its place everywhere else.
    let items: [Int]
    /// The place of each item of the dataset, −1 outside the catalogue.
    private let places: [Int32]
    /// x, the items' part, transposed: shape [itemWidth, items].
    let inputs: Buffer<Float>
    /// x W₁, the items' part at the meta-learned parameters, shape [items, units].
    let parts: Buffer<Float>

    /// - Parameters:
    ///   - items: the positions of the catalogue's items.
    ///   - encoded: the features of all items.
    ///   - estimator: the parameters.
    /// - Precondition: the positions are among the encoded items.
    init(_ items: [Int], encoded: EncodedEntities, estimator: Estimator<Float>) {
        let ordered = Set(items).sorted()
        precondition(ordered.allSatisfy { (0..<encoded.count).contains($0) }, "the dataset has no such item")
        var places = [Int32](repeating: -1, count: encoded.count)
        for (place, item) in ordered.enumerated() { places[item] = Int32(place) }
        let layout = estimator.architecture.decision
        let (n, width, units) = (ordered.count, layout.itemWidth, layout.hiddenWidth)
        let (rows, transposed, parts) = (Buffer<Float>(n * width), Buffer<Float>(n * width), Buffer<Float>(n * units))
        estimator.parameters.withUnsafeBufferPointer { buffer in
            guard let parameters = buffer.baseAddress else { return }
            for (place, item) in ordered.enumerated() {
                encoded.embed(item, parameters: parameters, into: rows.start + place * width)
            }
            let weight = parameters + estimator.architecture.embeddingCount + layout.fc1Weight
            Float.multiply(n, units, width, rows.start, width, 1, weight, units, parts.start, units, accumulate: false)
        }
        Float.transpose(n, width, rows.start, transposed.start)
        (self.items, self.places, inputs, self.parts) = (ordered, places, transposed, parts)
    }

    /// The place of an item, if the catalogue has it.
    func place(of item: Int) -> Int? {
        guard places.indices.contains(item), places[item] >= 0 else { return nil }
        return Int(places[item])
    }
}
