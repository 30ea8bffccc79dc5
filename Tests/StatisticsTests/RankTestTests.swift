import Statistics
import Support
import Testing

@Suite("Rank tests and their estimates") struct RankTestTests {
    @Test("of two arms equal scipy's")
    func twoArms() throws {
        for known in try StatisticsGolden.load().twoSamples {
            let found = RankTest.mannWhitney(known.first, known.second)
            #expect(found.statistic == known.u && found.isExact == known.isExact)
            expectEqual(found.pValue, known.p)
            expectEqual(cliffsDelta(known.first, known.second), known.cliff)
            let d = cohensD(known.first, known.second)
            #expect((d == nil) == (known.d == nil))
            if let expected = known.d { expectEqual(d, expected) }
        }
    }

    @Test("of paired values equal scipy's, zeros left out")
    func paired() throws {
        for known in try StatisticsGolden.load().oneSample {
            let found = RankTest.wilcoxon(known.differences)
            #expect(found.statistic == known.positive && found.isExact == known.isExact)
            expectEqual(found.pValue, known.p)
        }
    }

    @Test("have the intervals that counting all arrangements, or the normal quantile, gives")
    func intervals() throws {
        let golden = try StatisticsGolden.load()
        var compared = 0
        for known in golden.twoSamples {
            let found = try #require(HodgesLehmann.shift(known.first, known.second))
            expectEqual(found.value, known.shift)
            guard let lower = known.lower95, let upper = known.upper95 else { continue }
            expectEqual(found.lower, lower)
            expectEqual(found.upper, upper)
            let narrower = try #require(HodgesLehmann.shift(known.first, known.second, confidence: 0.8))
            expectEqual(narrower.lower, try #require(known.lower80))
            expectEqual(narrower.upper, try #require(known.upper80))
            compared += 1
        }
        for known in golden.oneSample {
            let found = try #require(HodgesLehmann.centre(known.differences))
            expectEqual(found.value, known.centre)
            guard let lower = known.lower, let upper = known.upper else { continue }
            expectEqual(found.lower, lower)
            expectEqual(found.upper, upper)
            compared += 1
        }
        #expect(compared >= 15)
    }

    @Test(
        "have an interval without 0 just where the exact test finds a difference",
        arguments: [0.3, 0.8, 1.2, 2.0])
    func duality(shift: Double) throws {
        let second = [0.11, 0.52, 0.97, 1.41, 1.83, 2.35]
        let first = [0.23, 0.64, 1.02, 1.58, 2.01, 2.44].map { $0 + shift }
        let interval = try #require(HodgesLehmann.shift(first, second))
        #expect((interval.lower > 0) == (RankTest.mannWhitney(first, second).pValue <= 0.05))
        let centre = try #require(HodgesLehmann.centre(first.map { $0 - 1.3 }))
        #expect(
            (centre.lower > 0 || centre.upper < 0)
                == (RankTest.wilcoxon(first.map { $0 - 1.3 }).pValue <= 0.05))
    }

    @Test(
        "do not depend on the unit of the values, nor on what is common to all",
        arguments: [(10.0, 0.0), (1, -50), (1e6, 1e6)])
    func unit(factor: Double, shift: Double) throws {
        // Means of three ratings, many of which tie.
        let (first, second) = ([10, 11, 13, 14, 9.0].map { $0 / 3 }, [8, 11, 10, 9, 7, 13.0].map { $0 / 3 })
        func moved(_ values: [Double]) -> [Double] { values.map { factor * $0 + shift } }
        let (one, two) = (moved(first), moved(second))
        #expect(RankTest.mannWhitney(one, two) == RankTest.mannWhitney(first, second))
        let differences = zip(first, second).map { $0 - $1 }
        #expect(RankTest.wilcoxon(differences.map { factor * $0 }) == RankTest.wilcoxon(differences))
        expectEqual(cohensD(one, two), try #require(cohensD(first, second)))
        #expect(cliffsDelta(one, two) == cliffsDelta(first, second))
        var generator = SeededGenerator(seed: 1)
        #expect(
            meanPermutationPValue(one, two, using: &generator)
                == meanPermutationPValue(first, second, using: &generator))
        let (shifted, plain) = (
            try #require(HodgesLehmann.shift(one, two)), try #require(HodgesLehmann.shift(first, second))
        )
        expectEqual(shifted.value, factor * plain.value)
        expectEqual(shifted.lower, factor * plain.lower)
    }

    @Test("change sides with the arms")
    func symmetry() throws {
        let (first, second) = ([3.0, 4, 4.5, 5], [1.0, 2, 3.5])
        let (forth, back) = (RankTest.mannWhitney(first, second), RankTest.mannWhitney(second, first))
        #expect(forth.statistic + back.statistic == 12 && forth.pValue == back.pValue)
        #expect(cliffsDelta(first, second) == -cliffsDelta(second, first))
        let (shift, inverse) = (HodgesLehmann.shift(first, second), HodgesLehmann.shift(second, first))
        #expect(shift?.lower == inverse.map { -$0.upper } && shift?.value == inverse.map { -$0.value })
    }

    @Test("find nothing where there is nothing")
    func empty() {
        #expect(RankTest.mannWhitney([], [1, 2]).pValue == 1 && RankTest.mannWhitney([], []).pValue == 1)
        #expect(RankTest.wilcoxon([]).pValue == 1 && RankTest.wilcoxon([0, 0]).pValue == 1)
        #expect(HodgesLehmann.shift([], [1]) == nil && HodgesLehmann.centre([]) == nil)
        #expect(cliffsDelta([], [1]) == 0 && cohensD([1], [2]) == nil && cohensD([], []) == nil)
        #expect(cohensD([3, 3], [3, 3]) == 0 && cohensD([3, 3], [4, 4]) == nil)
        #expect(meanDifference([], [1], seed: 1) == nil)
    }
}
