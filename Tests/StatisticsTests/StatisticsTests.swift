import Statistics
import Support
import TestSupport
import Testing

@Suite("Paired statistics") struct StatisticsTests {
    @Test("equal numpy's on the same draws")
    func bootstrap() throws {
        for known in try EvaluationGolden.load().paired {
            let resamples = BootstrapResamples(
                count: known.differences.count, replicates: known.replicates, seed: known.seed)
            let interval = resamples.interval(of: known.differences)
            expectClose(interval.lower, known.lower)
            expectClose(interval.upper, known.upper)
            expectClose(interval.value, known.differences.reduce(0, +) / Double(known.differences.count))
            expectClose(resamples.pValue(of: known.differences), known.bootstrapP)
        }
    }

    @Test("have the interval that scipy's bootstrap finds, but for chance")
    func scipyInterval() throws {
        // With five users the means are too few and far apart for two runs to agree on a quantile.
        for known in try EvaluationGolden.load().paired where known.differences.count > 5 {
            let resamples = BootstrapResamples(count: known.differences.count, replicates: 20_000, seed: 5)
            let interval = resamples.interval(of: known.differences)
            expectClose(
                interval.lower, known.scipyLower, within: 0.04 * (known.scipyUpper - known.scipyLower))
            expectClose(
                interval.upper, known.scipyUpper, within: 0.04 * (known.scipyUpper - known.scipyLower))
        }
    }

    @Test("equal scipy's effect sizes and exact permutation p values")
    func effects() throws {
        for known in try EvaluationGolden.load().paired {
            expectClose(try #require(cohensDz(known.differences)), known.dz)
            expectClose(matchedPairsRankBiserial(known.differences), known.rankBiserial)
            guard let expected = known.permutationP else { continue }
            var generator = SeededGenerator(seed: 1)
            expectClose(signFlipPValue(of: known.differences, using: &generator), expected)
            let drawn = signFlipPValue(of: known.differences, draws: 20_000, exactBelow: 0, using: &generator)
            expectClose(drawn, expected, within: 0.02)
        }
    }

    @Test("count sign patterns that tie as ties, however the differences were rounded")
    func flips() throws {
        for known in try EvaluationGolden.load().flips {
            var generator = SeededGenerator(seed: 1)
            #expect(signFlipPValue(of: known.differences, using: &generator) == known.p)
            let drawn = signFlipPValue(of: known.differences, draws: 20_000, exactBelow: 0, using: &generator)
            expectClose(drawn, known.p, within: 0.02)
        }
    }

    @Test("equal statsmodels' correction after Holm")
    func holm() throws {
        for known in try EvaluationGolden.load().holm {
            for (found, expected) in zip(holmAdjusted(known.p), known.adjusted) {
                expectClose(found, expected)
            }
        }
    }

    @Test("draw the same users on any number of threads", arguments: [2, 5])
    func threads(count: Int) {
        let values = (0..<30).map(Double.init)
        let one = BootstrapResamples(count: 30, replicates: 50, seed: 9)
        #expect(
            one.means(of: values)
                == BootstrapResamples(count: 30, replicates: 50, seed: 9, threads: count).means(of: values))
        #expect(
            one.means(of: values) != BootstrapResamples(count: 30, replicates: 50, seed: 10).means(of: values)
        )
    }

    @Test("leave out users who do not count")
    func included() {
        let resamples = BootstrapResamples(count: 4, replicates: 400, seed: 3)
        let interval = resamples.interval(of: [1, 100, 3, 100], included: [true, false, true, false])
        #expect(interval == IntervalEstimate(value: 2, lower: 1, upper: 3))
    }

    @Test("say nothing of no users")
    func empty() {
        let resamples = BootstrapResamples(count: 0, seed: 1)
        let comparison = PairedComparison(
            [], against: [], tolerance: .ofShares, resamples: resamples, seed: 1)
        #expect(!comparison.difference.isDefined && comparison.cohensDz == nil)
        #expect(comparison.permutationPValue == 1 && comparison.bootstrapPValue == 1)
    }

    @Test("find a clear difference and none between equals, after correction")
    func comparison() {
        var generator = SeededGenerator(seed: 2)
        let reference = (0..<200).map { _ in generator.normal() }
        let better = reference.map { $0 - 0.5 + 0.1 * generator.normal() }
        let resamples = BootstrapResamples(count: 200, replicates: 500, seed: 4)
        let comparisons = PairedComparison.holmCorrected(
            [better, reference].map {
                PairedComparison($0, against: reference, tolerance: .ofShares, resamples: resamples, seed: 6)
            })
        #expect(comparisons[0].difference.upper < 0 && comparisons[0].holmPValue < 0.01)
        #expect(comparisons[0].rankBiserial < -0.9 && comparisons[0].shareSmaller > 0.9)
        #expect(comparisons[1].difference.value == 0 && comparisons[1].holmPValue == 1)
    }
}
