/// The distribution of a measure over the participants of an arm.
public struct OutcomeSummary: Sendable, Equatable, Codable {
    /// What was measured.
    public var measure: OutcomeMeasure
    /// The arm's name; nil for figures of all participants, which is the questionnaire within subjects.
    public var arm: String?
    /// n, the number of participants who have the measure; nil where they are too few to show.
    public var count: Int?
    /// Their mean.
    public var mean: Double?
    /// Their standard deviation, with n − 1; nil for n < 2.
    public var deviation: Double?
    /// Their median.
    public var median: Double?

    /// Whether there are participants, but too few to show figures of.
    public var isSuppressed: Bool { count == nil }

    /// Summarises values.
    /// - Parameters:
    ///   - measure: what they are.
    ///   - arm: whose.
    ///   - values: one per participant, shape [n].
    ///   - minCell: the fewest participants to show figures of.
    public init(_ measure: OutcomeMeasure, arm: String?, values: [Double], minCell: Int) {
        self.measure = measure
        self.arm = arm
        guard values.isEmpty || values.count >= minCell else { return }
        count = values.count
        guard let centre = Study.mean(of: values) else { return }
        mean = centre
        median = Study.median(of: values)
        guard values.count > 1 else { return }
        deviation = (squares(of: values, around: centre) / Double(values.count - 1)).squareRoot()
    }
}
