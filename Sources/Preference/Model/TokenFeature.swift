import Algebra

/// One token feature of all items, or of all users, with the place of its embedding table.
struct TokenFeature: Sendable {
    /// Its first column among the inputs.
    let column: Int
    /// The embedding rows of each entity in compressed rows; see ``TokenColumn``.
    let offsets: [Int32]
    let indices: [Int32]
    /// The first parameter of the table.
    let table: Int
    let embeddingWidth: Int

    /// Adds the gradient of one entity's inputs to the gradient of the embeddings.
    /// - Parameters:
    ///   - row: the gradient of the entity's inputs, all features.
    ///   - entity: which one.
    ///   - gradient: the gradient of all parameters.
    ///   - touch: told the first parameter of every embedding row that receives something.
    @inline(__always)
    func scatter<Scalar: EstimatorScalar>(
        _ row: UnsafePointer<Scalar>, of entity: Int, into gradient: UnsafeMutablePointer<Scalar>,
        touch: (Int) -> Void
    ) {
        let range = Int(offsets[entity])..<Int(offsets[entity + 1])
        guard !range.isEmpty else { return }
        let share = 1 / Scalar(range.count)
        for position in range {
            let parameter = table + Int(indices[position]) * embeddingWidth
            Scalar.addScaled(embeddingWidth, share, row + column, gradient + parameter)
            touch(parameter)
        }
    }
}

extension EncodedEntities {
    /// The token features, in the order of the inputs.
    var tokenFeatures: [TokenFeature] {
        var column = 0
        return columns.compactMap { feature in
            guard case .tokens(let offsets, let indices, let table) = feature else {
                column += 1
                return nil
            }
            defer { column += embeddingWidth }
            return TokenFeature(
                column: column, offsets: offsets, indices: indices, table: table,
                embeddingWidth: embeddingWidth)
        }
    }
}
