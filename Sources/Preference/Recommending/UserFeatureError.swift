import Support

/// Why a user's features cannot be read: one sentence that names the feature, what was found and what is
/// allowed.
package struct UserFeatureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The feature.
    package var feature: String
    private var problem: String
    /// Whether the value is readable but so far from all that the model learned from that it is hardly meant.
    package var isImplausible = false
    /// The sentence.
    package var description: String { "\(feature): \(problem).".onOneLine }

    /// The dataset has no such input feature.
    static func unknownFeature(_ name: String, known: [String]) -> UserFeatureError {
        let features = known.isEmpty ? "this dataset takes none" : "this dataset takes \(listed(known))"
        return UserFeatureError(feature: name, problem: "no such user feature; \(features)")
    }

    /// A value outside the vocabulary.
    static func unknownValue(_ value: String, in feature: String, vocabulary: [String]) -> UserFeatureError {
        UserFeatureError(
            feature: feature, problem: "\"\(value)\" is none of its values; they are \(listed(vocabulary))")
    }

    /// More than one value where only one may be.
    static func severalValues(_ count: Int, in feature: String) -> UserFeatureError {
        UserFeatureError(feature: feature, problem: "\(count) values were given; it takes one at most")
    }

    /// No finite number where one is wanted.
    static func notANumber(_ value: String, in feature: String) -> UserFeatureError {
        UserFeatureError(
            feature: feature, problem: "\"\(value)\" is no number; give a finite one, such as 27 or 0.5")
    }

    /// A number far outside of what the model was made on.
    static func implausible(_ value: Double, in feature: String, range: LearnedRange) -> UserFeatureError {
        UserFeatureError(
            feature: feature,
            problem: "\(value.plainText) is far outside of \(range), which the model learned from; "
                + "give a value near that, or leave the feature out",
            isImplausible: true)
    }

    /// The first ten names, and how many there are besides.
    private static func listed(_ names: [String]) -> String {
        let rest = names.count - 10
        return names.prefix(10).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}
