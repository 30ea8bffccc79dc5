import Datasets

/// What a study asks its participants about themselves: one of the user features that the dataset's estimator
/// learns from.
package struct AboutQuestion: Sendable, Equatable, Codable {
    /// How it is asked.
    package enum Kind: Sendable, Equatable, Codable {
        /// One of a few values.
        case choice(values: [String])
        /// One of so many values that nobody would look for theirs in a list; the example is the most
        /// frequent.
        case token(values: [String], example: String)
        /// Any of the values.
        case several(values: [String])
        /// A number from the dataset's least to its greatest, and as far again beyond each, but not below 0
        /// where none is.
        case number(low: Double, high: Double, isWhole: Bool)
    }

    /// The most values that one chooses from a list.
    package static let longestList = 100

    /// The feature's name in the dataset.
    package let feature: String
    /// The feature's place among the dataset's user features, from 1.
    package let place: Int
    /// How it is asked.
    package let kind: Kind

    /// The questions of a dataset; none for a dataset without input features of users.
    package static func all(of dataset: Dataset) -> [AboutQuestion] {
        dataset.users.features.enumerated().filter(\.element.isInput).compactMap { place, feature in
            kind(of: feature.values).map { AboutQuestion(feature: feature.name, place: place + 1, kind: $0) }
        }
    }

    /// Whether it takes several answers.
    package var takesSeveral: Bool { if case .several = kind { true } else { false } }

    /// Whether values answer the question.
    /// - Parameter values: at least one, each once.
    package func isAnswered(by values: [String]) -> Bool {
        switch kind {
        case .several(let all): values.allSatisfy(all.contains)
        case .choice(let all), .token(let all, _): values.count == 1 && all.contains(values[0])
        case .number: values.count == 1 && Double(values[0])?.isFinite == true
        }
    }

    private static func kind(of values: FeatureValues) -> Kind? {
        switch values {
        case .text: return nil
        case .multivalued(let column):
            return column.vocabulary.isEmpty ? nil : .several(values: sorted(column.vocabulary))
        case .categorical(let column):
            guard column.vocabulary.count > longestList else {
                return column.vocabulary.isEmpty ? nil : .choice(values: sorted(column.vocabulary))
            }
            return .token(values: sorted(column.vocabulary), example: mostFrequent(column))
        case .numeric(let cells):
            let numbers = cells.compactMap(\.self)
            guard let low = numbers.min(), let high = numbers.max() else { return nil }
            let least = low < 0 ? low - (high - low) : max(0, low - (high - low))
            let bound = Double.greatestFiniteMagnitude
            return .number(
                low: max(least, -bound), high: min(high + (high - low), bound),
                isWhole: numbers.allSatisfy { $0 == $0.rounded() })
        }
    }

    /// Numbers by value, then words.
    private static func sorted(_ vocabulary: [String]) -> [String] {
        vocabulary.map { ($0, ExternalID($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    }

    private static func mostFrequent(_ column: TokenColumn) -> String {
        var counts = [Int](repeating: 0, count: column.vocabulary.count)
        for index in column.indices { counts[Int(index)] += 1 }
        let most = counts.indices.max { (counts[$0], -$0) < (counts[$1], -$1) }
        return most.map { column.vocabulary[$0] } ?? ""
    }
}
