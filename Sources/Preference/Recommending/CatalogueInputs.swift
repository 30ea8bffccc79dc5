/// The catalogue's side of the estimator, computed once: the embeddings do not move in the local update.
struct CatalogueInputs: Sendable {
    /// The positions of the items, ascending; an item's place in here is its row everywhere else.
    let items: [Int]
    /// The row of each item of the dataset, −1 outside the catalogue.
    let places: [Int32]
    /// x, the items' part, shape [items, itemWidth].
    let inputs: [Float]
    /// x W₁, the items' part at the meta-learned parameters, shape [items, units].
    let parts: [Float]

    /// - Parameters:
    ///   - items: the positions of the catalogue's items.
    ///   - encoded: the features of all items.
    ///   - estimator: the parameters.
    init(_ items: [Int], encoded: EncodedEntities, estimator: Estimator<Float>) {
        let layout = estimator.architecture.decision
        let (width, units) = (layout.itemWidth, layout.hiddenWidth)
        let ordered = Set(items).sorted()
        precondition(ordered.allSatisfy { (0..<encoded.count).contains($0) }, "the dataset has no such item")
        var places = [Int32](repeating: -1, count: encoded.count)
        for (place, item) in ordered.enumerated() { places[item] = Int32(place) }
        var inputs = [Float](repeating: 0, count: ordered.count * width)
        var parts = [Float](repeating: 0, count: ordered.count * units)
        estimator.parameters.withUnsafeBufferPointer { parameters in
            inputs.withUnsafeMutableBufferPointer { inputs in
                parts.withUnsafeMutableBufferPointer { parts in
                    guard let parameters = parameters.baseAddress, let x = inputs.baseAddress, let z = parts.baseAddress
                    else { return }
                    for (place, item) in ordered.enumerated() {
                        encoded.embed(item, parameters: parameters, into: x + place * width)
                    }
                    let theta = parameters + estimator.architecture.embeddingCount
                    Float.multiply(
                        ordered.count, units, width, x, width, 1, theta + layout.fc1Weight, units, z, units, accumulate: false)
                }
            }
        }
        (self.items, self.places, self.inputs, self.parts) = (ordered, places, inputs, parts)
    }

    /// The row of an item, if the catalogue has it.
    func place(of item: Int) -> Int? {
        guard places.indices.contains(item), places[item] >= 0 else { return nil }
        return Int(places[item])
    }
}
