import Datasets

/// A limit on how many items of a list may share a value of a feature, such as at most four comedies.
package struct FeatureCap: Sendable, Equatable {
    /// The name of the feature in the dataset.
    package let feature: String
    /// At most so many items for each value of the feature.
    package let limit: Int

    /// Reads a cap.
    /// - Parameters:
    ///   - text: `feature=N`, such as `genre=4`. An item counts for each of its tokens, and for none where it
    ///     has no value.
    ///   - dataset: whose item features are meant.
    /// - Throws: ``RuleError``.
    package init(_ text: String, dataset: Dataset) throws(RuleError) {
        guard let separator = text.lastIndex(of: "="),
            let limit = Int(text[text.index(after: separator)...].trimmed), limit >= 0
        else { throw .malformedCap(text) }
        let feature = try dataset.items.feature(meantBy: text[..<separator].trimmed, rule: "cap")
        guard feature.kind != .text else {
            throw .capOnText(
                feature: feature.name, known: dataset.items.features.filter { $0.kind != .text }.map(\.name))
        }
        self.feature = feature.name
        self.limit = limit
    }

    /// The values for which an item counts.
    func values(ofItem item: Int, in dataset: Dataset) -> [String] {
        dataset.items.feature(named: feature)?.texts(ofRow: item) ?? []
    }
}

extension FeatureCap: CustomStringConvertible {
    /// The cap as it is asked for, such as `genre=4`.
    package var description: String { "\(feature)=\(limit)" }
}

extension StringProtocol {
    /// The text without the spaces and tabs around it.
    var trimmed: String {
        let isBlank = { (character: Character) in character == " " || character == "\t" }
        let start = drop(while: isBlank)
        return String(
            start[..<(start.lastIndex { !isBlank($0) }.map(start.index(after:)) ?? start.startIndex)])
    }
}
