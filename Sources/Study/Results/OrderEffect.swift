import Statistics

/// Whether it matters for a measure which of two arms participants saw first.
///
/// With y₁ and y₂ a participant's values in the first and second part, A the tested arm and B the other, each
/// participant of the orders AB and BA has
///
///     carry-over     y₁ + y₂       (Grizzle, Biometrics 1965)
///     period         y_A − y_B     (Hills and Armitage, British Journal of Clinical Pharmacology 1979)
///     arms           y₁ − y₂       (the same)
///
/// and the two orders are compared on each by the Mann-Whitney test and the Hodges-Lehmann shift (Koch,
/// Biometrics 1972). If part k adds π_k, an arm τ and the arm of part one λ to part two, the shifts are λ_A −
/// λ_B, 2 (π₁ − π₂) and 2 (τ_A − τ_B), the latter two without carry-over; their halves are shown.
package struct OrderEffect: Sendable, Equatable, Codable {
    /// A test of two orders with the estimate of what it is about.
    package struct Effect: Sendable, Equatable, Codable {
        /// The Mann-Whitney test of the order AB against BA.
        package var test: RankTest
        /// The effect with its 95% interval, in the measure's unit.
        package var size: IntervalEstimate
    }

    /// What is compared.
    package var measure: OutcomeMeasure
    /// How many participants with both values saw the tested arm first.
    package var firstCount: Int
    /// How many saw it second.
    package var secondCount: Int
    /// λ_A − λ_B: what the first part leaves behind for the second, by arm.
    package var carryOver: Effect
    /// π₁ − π₂: what the first part has over the second, whichever arm it shows.
    package var period: Effect
    /// τ_A − τ_B: what the tested arm has over the other, freed of the period effect.
    package var arms: Effect

    /// Compares the orders of a design of two arms within subjects; nil for other designs and where an order
    /// has too few participants.
    init?(_ measure: OutcomeMeasure, _ sample: StudySample) {
        guard sample.design.assignment == .withinSubjects, sample.design.arms.count == 2 else { return nil }
        let (first, second) = (Order(measure, sample, arms: [0, 1]), Order(measure, sample, arms: [1, 0]))
        let tolerance = sample.tolerance(measure)
        guard sample.isEnough(first.values.count), sample.isEnough(second.values.count),
            let carryOver = Effect(first, second, scale: 1, of: { $0.early + $0.late }),
            let arms = Effect(first, second, scale: 0.5, of: { tolerance.difference($0.early, $0.late) }),
            let period = Effect(
                first.values.map { tolerance.difference($0.early, $0.late) },
                second.values.map { tolerance.difference($0.late, $0.early) }, scale: 0.5)
        else { return nil }
        self.measure = measure
        (firstCount, secondCount) = (first.values.count, second.values.count)
        (self.carryOver, self.period, self.arms) = (carryOver, period, arms)
    }
}

/// The values of those who saw the arms in one order.
private struct Order {
    let values: [(early: Double, late: Double)]

    init(_ measure: OutcomeMeasure, _ sample: StudySample, arms: [Int]) {
        values = sample.sessions.filter { $0.condition == arms }.compactMap { session in
            guard let early = session.outcome(measure, part: 0, in: sample.design),
                let late = session.outcome(measure, part: 1, in: sample.design)
            else { return nil }
            return (early, late)
        }
    }
}

extension OrderEffect.Effect {
    fileprivate init?(
        _ first: Order, _ second: Order, scale: Double, of value: ((early: Double, late: Double)) -> Double
    ) {
        self.init(first.values.map(value), second.values.map(value), scale: scale)
    }

    fileprivate init?(_ first: [Double], _ second: [Double], scale: Double) {
        guard let shift = HodgesLehmann.shift(first, second) else { return nil }
        test = .mannWhitney(first, second)
        size = IntervalEstimate(
            value: scale * shift.value, lower: scale * shift.lower, upper: scale * shift.upper)
    }
}
