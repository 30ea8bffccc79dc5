import Algebra
import Preference

/// Where each feature of the entities stands among the inputs of a network.
struct FeatureColumns: Sendable {
    /// A token feature: its first column, the embedding rows of each entity in compressed rows, and the first
    /// parameter of its table.
    struct Tokens: Sendable {
        let column: Int
        let offsets: [Int32]
        let indices: [Int32]
        let table: Int
    }

    /// A numeric feature: its column and the standardised value of each entity.
    struct Numbers: Sendable {
        let column: Int
        let values: [Double]
    }

    let tokens: [Tokens]
    let numbers: [Numbers]
    private let embeddingWidth: Int

    init(_ entities: EncodedEntities, embeddingWidth: Int) {
        var column = 0
        var (tokens, numbers): ([Tokens], [Numbers]) = ([], [])
        for feature in entities.columns {
            switch feature {
            case .tokens(let offsets, let indices, let table):
                tokens.append(Tokens(column: column, offsets: offsets, indices: indices, table: table))
                column += embeddingWidth
            case .numbers(let values):
                numbers.append(Numbers(column: column, values: values))
                column += 1
            }
        }
        (self.tokens, self.numbers, self.embeddingWidth) = (tokens, numbers, embeddingWidth)
    }

    /// Writes the inputs of one entity: the mean of the embeddings of its tokens per feature, 0 without
    /// tokens, and its numbers.
    func embed<Scalar: EstimatorScalar>(
        _ entity: Int, _ parameters: UnsafePointer<Scalar>, into row: UnsafeMutablePointer<Scalar>, width: Int
    ) {
        row.update(repeating: 0, count: width)
        for feature in numbers { row[feature.column] = Scalar(feature.values[entity]) }
        for feature in tokens {
            let range = Int(feature.offsets[entity])..<Int(feature.offsets[entity + 1])
            guard !range.isEmpty else { continue }
            let share = 1 / Scalar(range.count)
            for position in range {
                let parameter = feature.table + Int(feature.indices[position]) * embeddingWidth
                Scalar.addScaled(embeddingWidth, share, parameters + parameter, row + feature.column)
            }
        }
    }
}
