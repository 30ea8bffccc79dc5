import Algebra

extension EncodedEntities {
    /// Encodes one user as a table of that user alone.
    init(_ user: NewUser, for architecture: EstimatorArchitecture) {
        embeddingWidth = architecture.embeddingWidth
        width = architecture.userWidth
        count = 1
        var next = architecture.itemEmbeddingCount
        columns = architecture.userInputs.map { input in
            defer { next += input.rows * architecture.embeddingWidth }
            switch user.value(of: input.name) {
            case .tokens(let tokens):
                return .tokens(offsets: [0, Int32(tokens.count)], indices: tokens, table: next)
            case .number(let number): return .numbers([input.standardised(number)])
            case nil where input.kind == .numeric: return .numbers([0])
            case nil: return .tokens(offsets: [0, 0], indices: [], table: next)
            }
        }
    }
}

extension Estimator {
    /// The user's part of x, shape [userWidth]; for checking it against that of a user of the dataset.
    package func inputs(of user: NewUser) -> [Scalar] {
        inputs(of: 0, in: EncodedEntities(user, for: architecture))
    }

    /// The user's part of x, shape [userWidth], of a user of the dataset.
    package func inputs(ofUser user: Int, in inputs: EstimatorInputs) -> [Scalar] {
        self.inputs(of: user, in: inputs.users)
    }

    private func inputs(of user: Int, in encoded: EncodedEntities) -> [Scalar] {
        let row = Buffer<Scalar>(encoded.width)
        parameters.withUnsafeBufferPointer {
            if let parameters = $0.baseAddress {
                encoded.embed(user, parameters: parameters, into: row.start)
            }
        }
        return Array(UnsafeBufferPointer(start: row.start, count: encoded.width))
    }
}
