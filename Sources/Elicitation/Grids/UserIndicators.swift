import Datasets

/// What is known of users before they answer, as columns of zeros and ones: one per value of each categorical
/// or multivalued input feature that enough users have.
package struct UserIndicators: Sendable, Equatable {
    /// A value of a user feature.
    package struct Value: Sendable, Equatable {
        /// The name of the feature.
        package var feature: String
        /// The value.
        package var token: String
    }

    /// The share of the users who must have a value for it to become a column.
    package static let standardShare = 0.01

    /// The columns, feature by feature, by the order of the dataset's vocabularies.
    package let values: [Value]
    private let offsets: [Int]
    private let indices: [Int32]

    /// Reads the values.
    /// - Parameters:
    ///   - users: the users with their features.
    ///   - minimumShare: the share of the users who must have a value, so that rare values (such as
    ///     postcodes) are left out.
    package init(of users: EntityTable, minimumShare: Double = UserIndicators.standardShare) {
        var values: [Value] = []
        var rows = [[Int32]](repeating: [], count: users.count)
        for feature in users.features where feature.isInput {
            guard let column = feature.tokens else { continue }
            var holders = [[Int32]](repeating: [], count: column.vocabulary.count)
            for user in 0..<users.count {
                for token in column.indices(ofRow: user) { holders[Int(token)].append(Int32(user)) }
            }
            for (token, users) in zip(column.vocabulary, holders)
            where !users.isEmpty && Double(users.count) >= minimumShare * Double(rows.count) {
                for user in users { rows[Int(user)].append(Int32(values.count)) }
                values.append(Value(feature: feature.name, token: token))
            }
        }
        var offsets = [0]
        for row in rows { offsets.append(offsets[offsets.count - 1] + row.count) }
        (self.values, self.offsets, indices) = (values, offsets, Array(rows.joined()))
    }

    /// The columns that are 1 for a user of the dataset, ascending.
    package func columns(ofUser user: Int) -> ArraySlice<Int32> { indices[offsets[user]..<offsets[user + 1]] }

    /// The column of a value, where it has one.
    package func column(feature: String, token: String) -> Int? {
        values.firstIndex { $0.feature == feature && $0.token == token }
    }
}

extension Feature {
    /// The tokens of a categorical or multivalued feature.
    fileprivate var tokens: TokenColumn? {
        switch values {
        case .categorical(let column), .multivalued(let column): column
        case .numeric, .text: nil
        }
    }
}
