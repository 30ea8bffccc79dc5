import Datasets

/// Values of a numeric feature that lie outside of what an estimator was made on, so that they enter as the
/// nearer end.
package struct ClippedFeature: Sendable, Equatable {
    /// The feature's name.
    package var name: String
    /// Whose feature it is: `item` or `user`.
    package var side: String
    /// How many of them have such a value.
    package var count: Int
    /// How many of them there are.
    package var total: Int
    /// The learned values; `nil` where none was.
    package var range: LearnedRange?
    /// The one that lies farthest outside.
    package var example: (id: ExternalID, value: Double)

    /// Whether two say the same.
    package static func == (left: ClippedFeature, right: ClippedFeature) -> Bool {
        (left.name, left.side, left.count, left.total) == (right.name, right.side, right.count, right.total)
            && left.range == right.range && left.example == right.example
    }

    /// `feature year: 1 of 9743 items lies outside of 1902 to 2018, which the model learned from, such as 19950 of item 7`.
    package var finding: String {
        let learned =
            range.map { "outside of \($0), which the model learned from" }
            ?? "beyond a model that learned from no value"
        return
            "feature \(name): \(count) of \(total) \(side)s \(count == 1 ? "lies" : "lie") \(learned), such as "
            + "\(example.value.plainText) of \(side) \(example.id)"
    }

    /// What the model does about it.
    package var treatment: String {
        range == nil
            ? "such a value counts as missing until a model learns from it"
            : "such a value counts as the nearer end of that range"
    }
}

extension EstimatorArchitecture {
    /// The numeric features of a dataset that have values outside of what this estimator was made on, items'
    /// before users'.
    package func clippedFeatures(of dataset: Dataset) -> [ClippedFeature] {
        itemInputs.compactMap { ClippedFeature($0, of: dataset.items, side: "item") }
            + userInputs.compactMap { ClippedFeature($0, of: dataset.users, side: "user") }
    }
}

extension ClippedFeature {
    /// Looks for values outside; `nil` where there are none.
    fileprivate init?(_ input: InputFeature, of table: EntityTable, side: String) {
        guard input.kind == .numeric, case .numeric(let values) = table.feature(named: input.name)?.values
        else { return nil }
        var (count, farthest, most) = (0, 0, -1.0)
        for (position, value) in values.enumerated() {
            guard let value, input.range.map({ !$0.contains(value) }) ?? true else { continue }
            count += 1
            // Half of each, so that the difference of numbers near the largest that there are does not
            // overflow.
            let distance = abs(value / 2 - (input.range?.clipped(value) ?? 0) / 2)
            if distance > most { (farthest, most) = (position, distance) }
        }
        guard count > 0, let value = values[farthest] else { return nil }
        self.init(
            name: input.name, side: side, count: count, total: table.count, range: input.range,
            example: (table.ids[farthest], value))
    }
}
