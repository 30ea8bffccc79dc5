import Datasets
import Support

/// A condition that items must meet: comparisons of their features joined by `and`.
package struct ItemFilter: Sendable, Equatable {
    /// The comparisons; an item must meet all of them.
    package let clauses: [Clause]

    /// Reads a condition.
    ///
    /// `genre=Comedy` keeps the items that have the token, `genre!=Horror` those that do not have it. Numeric
    /// features, and the year however it is written, also compare with `<`, `<=`, `>` and `>=`; a missing
    /// number meets `!=` alone.
    /// - Parameters:
    ///   - text: comparisons joined by ` and `, such as `genre=Comedy and year>=1990`.
    ///   - dataset: whose item features are meant.
    /// - Throws: ``RuleError``.
    package init(_ text: String, dataset: Dataset) throws(RuleError) {
        var clauses: [Clause] = []
        for part in ItemFilter.parts(of: text) {
            clauses.append(try Clause(part, dataset: dataset))
        }
        self.clauses = clauses
    }

    /// The texts of the comparisons. A part without an operator belongs to the value before it, as in
    /// `title=Sense and Sensibility`.
    private static func parts(of text: String) -> [String] {
        var parts: [String] = []
        for part in text.split(separator: " and ", omittingEmptySubsequences: false) {
            if parts.isEmpty || part.contains(where: { "=<>".contains($0) }) {
                parts.append(part.trimmed)
            } else {
                parts[parts.count - 1] += " and " + part
            }
        }
        return parts
    }

    /// The first comparison that an item does not meet, if there is one.
    package func clause(failedBy item: Int, in dataset: Dataset) -> Clause? {
        clauses.first { !$0.holds(forItem: item, in: dataset) }
    }
}

extension ItemFilter: CustomStringConvertible {
    /// The condition in its plain form.
    package var description: String { clauses.map(\.description).joined(separator: " and ") }
}

extension ItemFilter {
    /// How a feature is compared with a value.
    package enum Comparison: String, Sendable, CaseIterable {
        /// Has the value, or is the number.
        case equal = "="
        /// Does not have the value, or is not the number.
        case notEqual = "!="
        /// Is below the number.
        case less = "<"
        /// Is the number or below.
        case lessOrEqual = "<="
        /// Is above the number.
        case greater = ">"
        /// Is the number or above.
        case greaterOrEqual = ">="
    }

    /// One comparison of a feature with a value.
    package struct Clause: Sendable, Equatable, CustomStringConvertible {
        /// The name of the feature in the dataset.
        package let feature: String
        /// How it is compared.
        package let comparison: Comparison
        /// With what it is compared.
        package let value: String
        private let number: Double?

        init(_ text: String, dataset: Dataset) throws(RuleError) {
            guard let start = text.firstIndex(where: { "=!<>".contains($0) }), start > text.startIndex,
                let comparison = [text[start...].prefix(2), text[start...].prefix(1)].lazy
                    .compactMap({ Comparison(rawValue: String($0)) }).first
            else { throw .malformedClause(text) }
            let feature = try dataset.items.feature(meantBy: text[..<start].trimmed, rule: "where")
            let value = text[start...].dropFirst(comparison.rawValue.count).trimmed
            guard !value.isEmpty else { throw .malformedClause(text) }
            if feature.isOrdered {
                guard let number = Double(value), number.isFinite else {
                    throw .notANumber(clause: text, feature: feature.name, value: value)
                }
                self.number = number
            } else {
                guard comparison == .equal || comparison == .notEqual else {
                    throw .noOrder(clause: text, feature: feature.name)
                }
                guard feature.mayHold(value) else {
                    throw .unknownValue(
                        clause: text, feature: feature.name, value: value,
                        nearest: feature.tokens(nearestTo: value))
                }
                number = nil
            }
            self.feature = feature.name
            self.comparison = comparison
            self.value = value
        }

        /// The comparison without spaces, such as `year>=1990`.
        package var description: String { "\(feature)\(comparison.rawValue)\(value)" }

        func holds(forItem item: Int, in dataset: Dataset) -> Bool {
            guard let feature = dataset.items.feature(named: feature) else { return comparison == .notEqual }
            guard let number else {
                return feature.texts(ofRow: item).contains(value) == (comparison == .equal)
            }
            guard let actual = feature.number(ofRow: item) else { return comparison == .notEqual }
            return switch comparison {
            case .equal: actual == number
            case .notEqual: actual != number
            case .less: actual < number
            case .lessOrEqual: actual <= number
            case .greater: actual > number
            case .greaterOrEqual: actual >= number
            }
        }
    }
}
