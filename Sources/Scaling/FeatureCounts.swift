import Support

/// How many of the users of some tasks have a value of one feature, and how many of the values mean something
/// to the estimator.
///
/// A token outside the vocabulary has no embedding and counts as missing. One is a mistake somewhere in how
/// the tasks were prepared, such as `18.0` for `18`; nothing else of a training would show it.
package struct FeatureCounts: Sendable, Equatable, Codable {
    /// The feature's name.
    package var feature: String
    /// The values that the estimator has learned from: tokens of the vocabulary, or numbers.
    package var known = 0
    /// The tokens outside the vocabulary.
    package var unknown = 0
    /// The users without a value.
    package var missing = 0
    /// The first of the unknown tokens by their bytes, at most 40 characters of it.
    package var example: String?

    /// From so many unknown tokens on, without a known one, a shard is refused.
    static let enough = 20

    /// Nothing counted yet.
    init(_ feature: String) { self.feature = feature }

    /// Counts a token outside the vocabulary.
    mutating func countUnknown(_ token: String) {
        unknown += 1
        note(String(token.prefix(40)))
    }

    private mutating func note(_ token: String) {
        if let example, !token.utf8.lexicographicallyPrecedes(example.utf8) { return }
        example = token
    }

    /// Adds what was counted of other users.
    mutating func add(_ other: FeatureCounts) {
        known += other.known
        unknown += other.unknown
        missing += other.missing
        if let token = other.example { note(token) }
    }

    /// Whether there are tokens and the vocabulary has none of them.
    var isAllUnknown: Bool { known == 0 && unknown > 0 }

    /// Whether no number is impossible.
    var isPossible: Bool { [known, unknown, missing].allSatisfy { (0...1 << 40).contains($0) } }

    /// `none of the 2653 values of feature age is in the vocabulary, such as 18.0; …`
    /// - Parameter tokens: those of the vocabulary, for the likely cause.
    func sentence(_ tokens: [String]) -> String {
        let share = isAllUnknown ? "none of the \(unknown) values" : "\(unknown) of \(known + unknown) values"
        let sample = example.map { ", such as `\($0)`" } ?? ""
        return "\(share) of feature \(feature) \(isAllUnknown || unknown == 1 ? "is" : "are") "
            + "\(isAllUnknown ? "in" : "not in") the vocabulary\(sample)"
            + (likeness(tokens).map { " (it has `\($0)`)" } ?? tokens.first.map {
                " (it begins with `\($0)`)"
            } ?? "")
    }

    /// A token of the vocabulary that the example may stand for: another spelling of the number, or other
    /// letters' case.
    private func likeness(_ tokens: [String]) -> String? {
        guard let example else { return nil }
        let plain = example.trimmingSpaces.lowercased()
        let number = DecimalNumber.parse(plain)
        return tokens.first { token in
            token.trimmingSpaces.lowercased() == plain
                || (number != nil && DecimalNumber.parse(token.trimmingSpaces) == number)
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}

extension [FeatureCounts] {
    /// Adds what was counted of other users.
    /// - Precondition: both are of the same features.
    mutating func add(_ others: [FeatureCounts]) {
        for (place, other) in zip(indices, others) { self[place].add(other) }
    }

    /// What to say of features with unknown tokens, and of those that no user has.
    /// - Parameter vocabulary: where the tokens should be.
    package func warnings(_ vocabulary: Vocabulary) -> [String] {
        compactMap { counts in
            if counts.unknown > 0 {
                return "\(counts.sentence(vocabulary.tokens(of: counts.feature))); they count as missing"
            }
            guard counts.known == 0, counts.missing > 0 else { return nil }
            return "none of the \(counts.missing) users has a value of feature \(counts.feature)"
        }
    }

    /// Stops where no token of a feature is known.
    /// - Parameters:
    ///   - vocabulary: where the tokens should be.
    ///   - file: what to call the input.
    ///   - least: how many unknown tokens there must be.
    /// - Throws: ``ShardError``.
    func check(_ vocabulary: Vocabulary, file: String, least: Int = 1) throws(ShardError) {
        guard let counts = first(where: { $0.isAllUnknown && $0.unknown >= least }) else { return }
        throw ShardError(
            file: file, problem: counts.sentence(vocabulary.tokens(of: counts.feature)),
            fix: "write its values as the dataset of the workspace has them")
    }
}
