import Datasets

/// One feature as the estimator takes it in.
package struct InputFeature: Sendable, Equatable, Codable {
    /// The feature's name in the dataset.
    package var name: String
    /// Categorical, multivalued or numeric.
    package var kind: FeatureKind
    /// The rows of its embedding table, at least the size of the vocabulary; 0 for a numeric feature.
    package var rows: Int
    /// The mean of a numeric feature over the entities that have it; 0 otherwise.
    package var mean: Double
    /// The standard deviation of a numeric feature over the entities that have it, 1 where they are all
    /// equal; 1 otherwise.
    package var deviation: Double
    /// The values of a numeric feature; `nil` where no entity has one, and for other kinds.
    package var range: LearnedRange?

    /// Describes a feature of a dataset; `nil` when it is no input.
    init?(_ feature: Feature) {
        guard feature.isInput else { return nil }
        (name, kind, rows, mean, deviation) = (feature.name, feature.kind, 0, 0, 1)
        switch feature.values {
        case .categorical(let column), .multivalued(let column): rows = column.vocabulary.count
        case .numeric(let values):
            let present = values.compactMap { $0 }
            range = LearnedRange(present)
            (mean, deviation) = Self.moments(of: present)
        case .text: return nil
        }
    }

    /// Reads what was encoded. What was stored before there were ranges has none for numbers: nothing lies
    /// outside then.
    package init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: CodingKeys.self)
        name = try members.decode(String.self, forKey: .name)
        kind = try members.decode(FeatureKind.self, forKey: .kind)
        rows = try members.decode(Int.self, forKey: .rows)
        mean = try members.decode(Double.self, forKey: .mean)
        deviation = try members.decode(Double.self, forKey: .deviation)
        range = try members.decodeIfPresent(LearnedRange.self, forKey: .range)
        if kind == .numeric, !members.contains(.range) { range = .everything }
    }

    /// Writes all members, the range also where there is none.
    package func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        try members.encode(name, forKey: .name)
        try members.encode(kind, forKey: .kind)
        try members.encode(rows, forKey: .rows)
        try members.encode(mean, forKey: .mean)
        try members.encode(deviation, forKey: .deviation)
        if kind == .numeric { try members.encode(range, forKey: .range) }
    }

    private enum CodingKeys: String, CodingKey {
        case name, kind, rows, mean, deviation, range
    }

    /// The numbers by which a value is standardised, and the values that these were taken from.
    func hasScale(of other: InputFeature) -> Bool {
        mean == other.mean && deviation == other.deviation && range == other.range
    }

    /// A numeric value as it enters: (x − mean) / deviation with x clipped to the range; 0 where it is
    /// missing, and where no value was learned from.
    func standardised(_ value: Double?) -> Double {
        guard let value, let range else { return 0 }
        let clipped = range.clipped(value)
        let standard = (clipped - mean) / deviation
        // The difference of two numbers near the largest that there are overflows.
        return standard.isFinite ? standard : clipped / deviation - mean / deviation
    }

    /// Mean and standard deviation, which is 1 where all values are equal or there are none.
    private static func moments(of values: [Double]) -> (mean: Double, deviation: Double) {
        guard !values.isEmpty else { return (0, 1) }
        func plain(_ values: [Double]) -> (mean: Double, deviation: Double) {
            let mean = values.reduce(0, +) / Double(values.count)
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
            return (mean, variance > 0 ? variance.squareRoot() : 1)
        }
        let moments = plain(values)
        if moments.mean.isFinite, moments.deviation.isFinite { return moments }
        // Sums or squares of numbers beyond 1e150 overflow; of numbers up to 1 they do not.
        let largest = values.reduce(0) { max($0, abs($1)) }
        let scaled = plain(values.map { $0 / largest })
        return (scaled.mean * largest, scaled.deviation * largest)
    }
}
