import Statistics

/// The distribution of a measure over the participants of an arm.
package struct OutcomeSummary: Sendable, Equatable, Codable {
    /// What was measured.
    package var measure: OutcomeMeasure
    /// The arm's name; nil for figures of all participants, which is the questionnaire within subjects.
    package var arm: String?
    /// n, the number of participants who have the measure; nil where they are too few to show.
    package var count: Int?
    /// Their mean.
    package var mean: Double?
    /// Their standard deviation, with n − 1; nil for n < 2.
    package var deviation: Double?
    /// Their median.
    package var median: Double?

    /// Whether there are participants, but too few to show figures of.
    package var isSuppressed: Bool { count == nil }

    /// Summarises values.
    /// - Parameters:
    ///   - measure: what they are.
    ///   - arm: whose.
    ///   - values: one per participant, shape [n].
    ///   - minCell: the fewest participants to show figures of.
    package init(_ measure: OutcomeMeasure, arm: String?, values: [Double], minCell: Int) {
        self.measure = measure
        self.arm = arm
        guard values.isEmpty || values.count >= minCell else { return }
        count = values.count
        guard let centre = Statistics.mean(of: values) else { return }
        mean = centre
        median = Statistics.median(of: values)
        guard values.count > 1 else { return }
        deviation = (squares(of: values, around: centre) / Double(values.count - 1)).squareRoot()
    }
}
