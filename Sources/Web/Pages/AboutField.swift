import Datasets
import Foundation
import Study

/// A question about the participant: one of the user features that the dataset's estimator learns from.
struct AboutField: Sendable {
    /// How it is asked.
    enum Kind: Sendable, Equatable {
        /// One of a few values.
        case choice([String])
        /// One of so many values that nobody would look for theirs in a list; the example is the most frequent.
        case token(Set<String>, example: String)
        /// Any of the values.
        case several([String])
        /// A number from the dataset's least to its greatest, and as far again beyond each, but not below 0 where none is.
        case number(ClosedRange<Double>, isWhole: Bool)
    }

    /// The most values that one chooses from a list.
    static let longestList = 100
    /// The most values that are all shown.
    static let mostButtons = 8

    /// The feature's name in the dataset.
    let feature: String
    /// The form field's name.
    let name: String
    let kind: Kind

    /// The questions of a dataset; none for a dataset without input features of users.
    static func all(of dataset: Dataset) -> [AboutField] {
        dataset.users.features.enumerated().filter(\.element.isInput).compactMap { place, feature in
            kind(of: feature.values).map { AboutField(feature: feature.name, name: "feature-\(place + 1)", kind: $0) }
        }
    }

    private static func kind(of values: FeatureValues) -> Kind? {
        switch values {
        case .text: return nil
        case .multivalued(let column): return column.vocabulary.isEmpty ? nil : .several(sorted(column.vocabulary))
        case .categorical(let column):
            guard column.vocabulary.count > longestList else {
                return column.vocabulary.isEmpty ? nil : .choice(sorted(column.vocabulary))
            }
            return .token(Set(column.vocabulary), example: mostFrequent(column))
        case .numeric(let cells):
            let numbers = cells.compactMap(\.self)
            guard let low = numbers.min(), let high = numbers.max() else { return nil }
            let least = low < 0 ? low - (high - low) : max(0, low - (high - low))
            return .number(least...(high + (high - low)), isWhole: numbers.allSatisfy { $0 == $0.rounded() })
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

    /// What was wrong with an answer; the key of its text and the values of its places.
    struct Mistake: Error, Equatable {
        var key: String
        var values: [String: String] = [:]
    }

    /// The values that a form sent for this feature; none where the participant prefers not to say.
    func answer(_ fields: FormFields) throws(Mistake) -> [String] {
        let sent = fields.all(name).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
        guard let first = sent.first else { return [] }
        switch kind {
        case .choice(let values):
            guard sent.count == 1, values.contains(first) else { throw Mistake(key: "about.error.choice") }
            return [first]
        case .several(let values):
            guard sent.allSatisfy(values.contains) else { throw Mistake(key: "about.error.choice") }
            return values.filter(sent.contains)
        case .token(let values, _):
            let same = values.contains(first) ? first : values.filter { $0.lowercased() == first.lowercased() }.min()
            guard let same else { throw Mistake(key: "about.error.text", values: ["value": first]) }
            return [same]
        case .number(let range, _):
            guard let number = Double(first.replacing(",", with: ".")), range.contains(number) else {
                throw Mistake(key: "about.error.number", values: Self.places(of: range))
            }
            return [RatingForm.text(number)]
        }
    }

    /// The places of a range in a text.
    static func places(of range: ClosedRange<Double>) -> [String: String] {
        ["low": RatingForm.text(range.lowerBound), "high": RatingForm.text(range.upperBound)]
    }
}
