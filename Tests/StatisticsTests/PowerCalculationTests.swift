import Statistics
import Testing

@Suite("Power calculation") struct PowerCalculationTests {
    @Test("equals statsmodels' and Noether's formula by scipy's quantiles")
    func golden() throws {
        for known in try StatisticsGolden.load().power {
            let found = PowerCalculation(
                effect: -known.effect, significance: known.significance, power: known.power)
            #expect(found.perArmByT == known.perArmByT && found.pairedByT == known.pairedByT)
            #expect(found.perArmByNormal == known.perArmByNormal)
            #expect(found.perArmByRanks == known.perArmByRanks && found.pairedByRanks == known.pairedByRanks)
            #expect(!known.between.isEmpty && !known.within.isEmpty)
            for between in known.between {
                expectEqual(found.betweenSubjects(between.first, between.second), between.power)
            }
            for within in known.within { expectEqual(found.withinSubjects(within.count), within.power) }
        }
    }

    @Test("has the normal distribution and its inverse as scipy has")
    func normal() throws {
        for known in try StatisticsGolden.load().normal {
            expectEqual(StandardNormal.cumulative(known.z), known.cumulative)
            expectEqual(StandardNormal.quantile(known.p), known.quantile)
        }
        #expect(StandardNormal.quantile(0) == -.infinity && StandardNormal.quantile(1) == .infinity)
        #expect(StandardNormal.quantile(.nan).isNaN)
    }

    @Test("gives the fewest participants that reach the power", arguments: [0.12, 0.4, 0.9, 3.0])
    func fewest(effect: Double) throws {
        let calculation = PowerCalculation(effect: effect)
        let count = try #require(calculation.perArmByT)
        #expect(calculation.betweenSubjects(count, count) >= 0.8)
        #expect(count == 2 || calculation.betweenSubjects(count - 1, count - 1) < 0.8)
    }

    @Test("has no answer, but a sentence, for figures out of range")
    func range() {
        #expect(
            PowerCalculation(effect: 0).problems == ["The effect must be above 0 and at most 10; it is 0.0."])
        #expect(PowerCalculation(effect: .nan).problems.count == 1)
        #expect(PowerCalculation(effect: 0.5, significance: 0.9, power: 1).problems.count == 2)
        #expect(
            PowerCalculation(effect: 0).perArmByT == nil && PowerCalculation(effect: 0).pairedByRanks == nil)
        #expect(
            PowerCalculation(effect: 1e-5).perArmByNormal == nil
                && PowerCalculation(effect: 1e-5).pairedByT == nil)
        #expect(
            PowerCalculation(effect: 0.5).betweenSubjects(1, 1) == 0
                && PowerCalculation(effect: 0.5).withinSubjects(1) == 0)
    }
}
