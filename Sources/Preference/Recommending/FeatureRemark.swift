/// A value of a new user that the model takes otherwise than it was given.
package enum FeatureRemark: Sendable, Equatable, CustomStringConvertible {
    /// A number outside of what the model was made on, a little at most.
    case clipped(feature: String, given: Double, range: LearnedRange)
    /// A value that was not there when the model was made, or of a feature of which none was.
    case unlearned(feature: String)

    /// The feature.
    package var feature: String {
        switch self {
        case .clipped(let feature, _, _), .unlearned(let feature): feature
        }
    }

    /// One sentence.
    package var description: String {
        switch self {
        case .clipped(let feature, let given, let range):
            "\(feature): \(given.plainText) is outside of \(range), which the model learned from; it counts as "
                + "\(range.clipped(given).plainText)."
        case .unlearned(let feature):
            "\(feature): the model was made before there was such a value; it counts as not given until a model learns from it."
        }
    }
}

extension Estimator {
    /// The values of a user that count as others.
    /// - Throws: ``UserFeatureError`` where a number lies far outside of what the estimator was made on.
    func remarks(on user: NewUser) throws(UserFeatureError) -> [FeatureRemark] {
        var remarks: [FeatureRemark] = []
        var table = architecture.itemEmbeddingCount
        for input in architecture.userInputs {
            defer { table += input.rows * architecture.embeddingWidth }
            switch user.value(of: input.name) {
            case .number(let number):
                guard let range = input.range else {
                    remarks.append(.unlearned(feature: input.name))
                    break
                }
                guard !range.contains(number) else { break }
                guard !range.isFarOutside(number) else {
                    throw .implausible(number, in: input.name, range: range)
                }
                remarks.append(.clipped(feature: input.name, given: number, range: range))
            case .tokens(let tokens):
                if tokens.contains(where: { isZero(row: Int($0), table: table) }) {
                    remarks.append(.unlearned(feature: input.name))
                }
            case nil: break
            }
        }
        return remarks
    }

    /// Whether an embedding row is 0, as those are that an estimator was carried over to and never learned.
    private func isZero(row: Int, table: Int) -> Bool {
        let start = table + row * architecture.embeddingWidth
        return parameters[start..<start + architecture.embeddingWidth].allSatisfy { $0 == 0 }
    }
}
