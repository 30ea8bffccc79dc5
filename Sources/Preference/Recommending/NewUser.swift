import Datasets
import Support

/// A user whom training never saw: their features, encoded.
package struct NewUser: Sendable, Equatable {
    /// The value of one feature.
    enum Value: Sendable, Equatable {
        /// Positions in the vocabulary, ascending and distinct.
        case tokens([Int32])
        /// A finite number, not yet standardised.
        case number(Double)
    }

    /// The features that have a value, in the order of the dataset's.
    let values: [(feature: String, value: Value)]

    /// Encodes the features of a user by name; a feature that is absent, or has no value, counts as missing.
    /// - Parameters:
    ///   - features: the values by feature. A categorical feature takes one token of its vocabulary, a
    ///     multivalued one any
    ///     number, a numeric one a finite number.
    ///   - dataset: whose input features of users are meant.
    /// - Throws: ``UserFeatureError`` about the first fault, by feature name.
    package init(_ features: [String: [String]], of dataset: Dataset) throws(UserFeatureError) {
        let inputs = dataset.users.features.filter(\.isInput)
        let names = inputs.map(\.name)
        for name in features.keys.sorted() where !names.contains(name) {
            throw .unknownFeature(name, known: names)
        }
        var encoded: [(feature: String, value: Value)] = []
        for feature in inputs {
            guard let given = features[feature.name], !given.isEmpty else { continue }
            encoded.append((feature.name, try Self.value(given, of: feature)))
        }
        values = encoded
    }

    /// The value of a feature; `nil` where it is missing.
    func value(of feature: String) -> Value? { values.first { $0.feature == feature }?.value }

    /// Whether two users have the same values.
    package static func == (left: NewUser, right: NewUser) -> Bool {
        left.values.elementsEqual(right.values, by: ==)
    }

    private static func value(_ given: [String], of feature: Feature) throws(UserFeatureError) -> Value {
        guard feature.kind == .multivalued || given.count == 1 else {
            throw .severalValues(given.count, in: feature.name)
        }
        switch feature.values {
        case .categorical(let column), .multivalued(let column):
            var positions: Set<Int32> = []
            for token in given {
                guard let position = column.position(of: token) else {
                    throw .unknownValue(token, in: feature.name, vocabulary: column.vocabulary)
                }
                positions.insert(Int32(position))
            }
            return .tokens(positions.sorted())
        case .numeric, .text:
            guard let number = DecimalNumber.parse(given[0]) else {
                throw .notANumber(given[0], in: feature.name)
            }
            return .number(number)
        }
    }
}

extension TokenColumn {
    /// The position of a token in the vocabulary, by binary search over its UTF-8 bytes.
    fileprivate func position(of token: String) -> Int? {
        let place = vocabulary.partitionPoint { $0.utf8.lexicographicallyPrecedes(token.utf8) }
        return place < vocabulary.count && vocabulary[place].utf8.elementsEqual(token.utf8) ? place : nil
    }
}
