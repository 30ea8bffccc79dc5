import Datasets
import Support

/// Tokens of a feature that a grown dataset has and an estimator never saw, so that they have the embedding
/// 0.
package struct UnlearnedTokens: Sendable, Equatable {
    /// The feature's name.
    package var name: String
    /// Whose feature it is: `item` or `user`.
    package var side: String
    /// How many tokens are new.
    package var tokens: Int
    /// How many items or users have one.
    package var count: Int
    /// The first of the new tokens, and the first who has one.
    package var example: (token: String, id: ExternalID)

    /// Whether two say the same.
    package static func == (left: UnlearnedTokens, right: UnlearnedTokens) -> Bool {
        (left.name, left.side, left.tokens, left.count) == (right.name, right.side, right.tokens, right.count)
            && left.example == right.example
    }

    /// `feature genre: 2 values, of 5 items, were not there when the model was made, such as Noir of item 7; …`
    package var sentence: String {
        "feature \(name): \(tokens) value\(tokens == 1 ? "" : "s"), of \(count) \(side)\(count == 1 ? "" : "s"), "
            + "\(tokens == 1 ? "was" : "were") not there when the model was made, such as \(example.token) of \(side) "
            + "\(example.id); the model takes nothing from \(tokens == 1 ? "it" : "them")"
    }
}

extension InputEncoding {
    /// What a dataset has that this encoding does not, items' features before users'.
    package func unlearnedTokens(of dataset: Dataset) -> [UnlearnedTokens] {
        items.compactMap { UnlearnedTokens($0, of: dataset.items, side: "item") }
            + users.compactMap { UnlearnedTokens($0, of: dataset.users, side: "user") }
    }
}

extension UnlearnedTokens {
    fileprivate init?(_ learned: InputEncoding.Column, of table: EntityTable, side: String) {
        let column: TokenColumn
        switch table.feature(named: learned.feature.name)?.values {
        case .categorical(let values), .multivalued(let values): column = values
        case .numeric, .text, nil: return nil
        }
        let known = Set(learned.tokens.lazy.map(ByteText.init))
        let isNew = column.vocabulary.map { !known.contains(ByteText($0)) }
        let having = (0..<column.count).filter { row in column.indices(ofRow: row).contains { isNew[Int($0)] }
        }
        guard let first = having.first,
            let token = column.indices(ofRow: first).first(where: { isNew[Int($0)] })
        else {
            return nil
        }
        self.init(
            name: learned.feature.name, side: side, tokens: isNew.count { $0 }, count: having.count,
            example: (column.vocabulary[Int(token)], table.ids[first]))
    }
}
