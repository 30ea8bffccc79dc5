import Datasets

/// One feature as the estimator takes it in.
public struct InputFeature: Sendable, Equatable, Codable {
    /// The feature's name in the dataset.
    public var name: String
    /// Categorical, multivalued or numeric.
    public var kind: FeatureKind
    /// The rows of its embedding table, at least the size of the vocabulary; 0 for a numeric feature.
    public var rows: Int
    /// The mean of a numeric feature over the entities that have it; 0 otherwise.
    public var mean: Double
    /// The standard deviation of a numeric feature over the entities that have it, 1 where they are all equal; 1 otherwise.
    public var deviation: Double

    /// Describes a feature of a dataset; `nil` when it is no input.
    ///
    /// A numeric value x enters as (x − mean) / deviation; a missing one as 0.
    init?(_ feature: Feature) {
        guard feature.isInput else { return nil }
        (name, kind, rows, mean, deviation) = (feature.name, feature.kind, 0, 0, 1)
        switch feature.values {
        case .categorical(let column), .multivalued(let column): rows = column.vocabulary.count
        case .numeric(let values):
            let present = values.compactMap { $0 }
            guard !present.isEmpty else { break }
            mean = present.reduce(0, +) / Double(present.count)
            let variance = present.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(present.count)
            deviation = variance > 0 ? variance.squareRoot() : 1
        case .text: return nil
        }
    }
}
