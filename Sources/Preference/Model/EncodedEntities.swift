import Algebra
import Datasets

/// The input features of all items, or of all users, ready for the estimator.
package struct EncodedEntities: Sendable {
    /// One input feature: tokens in compressed rows, or standardised numbers.
    package enum Column: Sendable {
        /// The embedding rows of each entity, and the first parameter of the table.
        case tokens(offsets: [Int32], indices: [Int32], table: Int)
        /// The standardised value of each entity, 0 where it is missing.
        case numbers([Double])
    }

    package let columns: [Column]
    let embeddingWidth: Int
    let width: Int
    package let count: Int

    /// Encodes a table.
    /// - Parameters:
    ///   - table: the entities.
    ///   - inputs: the features that the estimator takes, each of which the table has.
    ///   - embeddingWidth: the columns of an embedding table.
    ///   - firstParameter: where the first table lies in the parameters; the others follow.
    package init(_ table: EntityTable, inputs: [InputFeature], embeddingWidth: Int, firstParameter: Int) {
        var next = firstParameter
        columns = inputs.map { input in
            defer { next += input.rows * embeddingWidth }
            switch table.feature(named: input.name)?.values {
            case .categorical(let column), .multivalued(let column):
                return .tokens(offsets: column.offsets, indices: column.indices, table: next)
            case .numeric(let values):
                return .numbers(values.map(input.standardised))
            case .text, nil:
                preconditionFailure("the dataset has no input feature named \(input.name)")
            }
        }
        self.embeddingWidth = embeddingWidth
        width = inputs.reduce(0) { $0 + ($1.kind == .numeric ? 1 : embeddingWidth) }
        count = table.count
    }

    /// Writes the inputs of one entity: the mean of the embeddings of its tokens per feature, and its
    /// numbers.
    /// - Parameters:
    ///   - entity: which one.
    ///   - parameters: all parameters of the estimator.
    ///   - row: where to write, shape [width].
    func embed<Scalar: EstimatorScalar>(
        _ entity: Int, parameters: UnsafePointer<Scalar>, into row: UnsafeMutablePointer<Scalar>
    ) {
        row.update(repeating: 0, count: width)
        visit(entity) { column, value in
            row[column] = Scalar(value)
        } token: { column, parameter, share in
            Scalar.addScaled(embeddingWidth, share, parameters + parameter, row + column)
        }
    }

    /// Calls `number` for every number and `token` for every token of an entity; `share` is 1 / tokens of
    /// that feature.
    @inline(__always)
    private func visit<Scalar: EstimatorScalar>(
        _ entity: Int, number: (_ column: Int, _ value: Double) -> Void,
        token: (_ column: Int, _ parameter: Int, _ share: Scalar) -> Void
    ) {
        var column = 0
        for feature in columns {
            switch feature {
            case .numbers(let values):
                number(column, values[entity])
                column += 1
            case .tokens(let offsets, let indices, let table):
                let range = Int(offsets[entity])..<Int(offsets[entity + 1])
                let share = range.isEmpty ? 0 : 1 / Scalar(range.count)
                for position in range {
                    token(column, table + Int(indices[position]) * embeddingWidth, share)
                }
                column += embeddingWidth
            }
        }
    }

    /// The number of tokens of each token feature of an entity, with the feature's first column; see
    /// ``PairScorer``.
    func tokenCounts(of entity: Int) -> [(column: Int, count: Int)] {
        var column = 0
        var counts: [(column: Int, count: Int)] = []
        for feature in columns {
            guard case .tokens(let offsets, _, _) = feature else {
                column += 1
                continue
            }
            counts.append((column, Int(offsets[entity + 1] - offsets[entity])))
            column += embeddingWidth
        }
        return counts
    }
}
