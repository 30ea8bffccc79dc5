import Datasets

/// What the parameters of an estimator stand for: which token each embedding row is of, and how numbers were
/// standardised.
///
/// A dataset that grows has more tokens, at other places of its sorted vocabulary, and other means; the
/// encoding of the version that an estimator was made on says how to carry it over.
package struct InputEncoding: Sendable, Equatable, Codable {
    /// One input feature with its vocabulary.
    package struct Column: Sendable, Equatable, Codable {
        /// The feature.
        package var feature: InputFeature
        /// The token of each embedding row; empty for a numeric feature.
        package var tokens: [String]

        /// Describes a feature.
        package init(feature: InputFeature, tokens: [String]) {
            (self.feature, self.tokens) = (feature, tokens)
        }
    }

    /// The item features, in the order of concatenation.
    package var items: [Column]
    /// The user features, in the order of concatenation.
    package var users: [Column]

    /// An encoding of the given columns.
    package init(items: [Column], users: [Column]) { (self.items, self.users) = (items, users) }

    /// The encoding of a dataset's features.
    package init(of dataset: Dataset) {
        items = dataset.items.features.compactMap(Column.init)
        users = dataset.users.features.compactMap(Column.init)
    }

    /// This encoding with the numbers standardised as another one does; the tokens stay.
    package func standardising(as other: InputEncoding) -> InputEncoding {
        func taken(_ columns: [Column], from others: [Column]) -> [Column] {
            columns.map { column in
                guard column.feature.kind == .numeric else { return column }
                return others.first { $0.feature.name == column.feature.name && $0.feature.kind == .numeric }
                    ?? column
            }
        }
        var result = self
        result.items = taken(items, from: other.items)
        result.users = taken(users, from: other.users)
        return result
    }
}

extension InputEncoding.Column {
    fileprivate init?(_ feature: Feature) {
        guard let input = InputFeature(feature) else { return nil }
        self.feature = input
        switch feature.values {
        case .categorical(let column), .multivalued(let column): tokens = column.vocabulary
        case .numeric, .text: tokens = []
        }
    }
}

extension EstimatorArchitecture {
    /// The architecture that fits an encoding, of the usual widths.
    package init(_ encoding: InputEncoding, embeddingWidth: Int = 32, hiddenWidth: Int = 64) {
        itemInputs = encoding.items.map(\.feature)
        userInputs = encoding.users.map(\.feature)
        self.embeddingWidth = embeddingWidth
        self.hiddenWidth = hiddenWidth
    }
}
