import Statistics
import Support
import TestSupport
import Testing

@Suite("A verdict") struct VerdictTests {
    private static let tolerance = Tolerance(from: 1, to: 5)

    private func verdict(
        _ low: Double, _ high: Double, alone: Double? = 0.001, p: Double?, grows: Bool = false,
        tolerance: Tolerance = tolerance
    ) -> Verdict? {
        Verdict(
            difference: IntervalEstimate(value: (low + high) / 2, lower: low, upper: high), p: alone,
            correctedP: p,
            growsWithQuality: grows, tolerance: tolerance)
    }

    @Test("needs the interval and the corrected p together")
    func both() {
        #expect(verdict(-0.2, -0.1, p: 0.04)?.finding == .better)
        #expect(verdict(0.1, 0.2, p: 0.04)?.finding == .worse)
        #expect(verdict(-0.2, 0.1, p: 0.001)?.finding == .unclear)
        #expect(verdict(-0.2, -0.1, p: 0.05)?.finding == .unclear)
        #expect(verdict(-0.2, -0.1, p: 0.05)?.isUndoneByCorrection == true)
        #expect(verdict(-0.2, 0.1, p: 0.5)?.isUndoneByCorrection == false)
        // One user has an interval without width and p = 1: there is nothing that a correction could undo.
        #expect(verdict(-0.2, -0.2, alone: 1, p: 1)?.isUndoneByCorrection == false)
        #expect(
            verdict(-0.2, -0.1, alone: .nan, p: 0.01) == nil
                && verdict(-0.2, -0.1, alone: nil, p: 0.01) == nil)
    }

    @Test("knows which measures grow with quality")
    func direction() {
        #expect(verdict(0.1, 0.2, p: 0.01, grows: true)?.finding == .better)
        #expect(verdict(-0.2, -0.1, p: 0.01, grows: true)?.finding == .worse)
    }

    @Test("does not exist where a figure is missing or no number")
    func missing() {
        #expect(verdict(-0.2, -0.1, p: nil) == nil)
        for p in [Double.nan, .infinity, -0.1, 1.1] { #expect(verdict(-0.2, -0.1, p: p) == nil) }
        for end in [Double.nan, .infinity] {
            #expect(verdict(-0.2, end, p: 0.01) == nil && verdict(-end, -0.1, p: 0.01) == nil)
        }
    }

    @Test("takes what rounding leaves for no difference, in any unit", arguments: [1e-6, 1, 10, 1e6, 1e12])
    func noise(unit: Double) {
        let tolerance = Tolerance(from: unit, to: 5 * unit)
        #expect(verdict(-6e-17 * unit, -5e-17 * unit, p: 0.0001, tolerance: tolerance)?.finding == .unclear)
        #expect(verdict(-2e-4 * unit, -1e-4 * unit, p: 0.0001, tolerance: tolerance)?.finding == .better)
    }

    @Test("has words")
    func words() {
        #expect(verdict(-0.2, -0.1, p: 0.01)?.words(than: "popularity") == "better than popularity")
        #expect(verdict(0.1, 0.2, p: 0.01)?.words(than: "popularity") == "worse than popularity")
        #expect(verdict(-0.1, 0.2, p: 0.01)?.words(than: "popularity") == "no clear difference")
        #expect(
            verdict(-0.2, -0.1, p: 0.2)?.words(than: "popularity")
                == "no clear difference after correcting for multiple tests (Holm)")
    }
}

@Suite("Comparisons of two series") struct PairedNoiseTests {
    /// Two strategies that learn the same of every user, in another order: equal but for the last bit.
    private func noisy(_ seed: UInt64, users: Int, unit: Double) -> ([Double], [Double]) {
        var generator = SeededGenerator(seed: seed)
        let reference = (0..<users).map { _ in unit * (0.5 + generator.unitInterval()) }
        return (reference.map { $0 * (1 + 4e-16 * generator.unitInterval()) }, reference)
    }

    @Test(
        "find nothing in what rounding leaves, with any seed and in any unit",
        arguments: 0..<25 as Range<UInt64>)
    func nothing(seed: UInt64) {
        for unit in [1, 1e3, 1e-3] {
            let (method, reference) = noisy(seed, users: 40, unit: unit)
            let tolerance = Tolerance(from: unit, to: 5 * unit)
            let resamples = BootstrapResamples(count: 40, replicates: 200, seed: seed)
            let found = PairedComparison(
                method, against: reference, tolerance: tolerance, resamples: resamples, seed: seed)
            #expect(found.difference == IntervalEstimate(value: 0, lower: 0, upper: 0))
            #expect(found.permutationPValue == 1 && found.bootstrapPValue == 1 && found.cohensDz == 0)
            #expect(found.rankBiserial == 0 && found.shareLarger == 0 && found.shareSmaller == 0)
        }
    }

    @Test(
        "are not defined where a value is no finite number, and end",
        arguments: [Double.nan, .infinity, -.infinity])
    func undefined(value: Double) {
        let method = [0.5, value, 0.25, 1, value]
        let resamples = BootstrapResamples(count: 5, replicates: 100, seed: 1)
        let found = PairedComparison(
            method, against: [1, 1, 1, 1, 1], tolerance: .ofShares, resamples: resamples, seed: 1)
        #expect(!found.difference.isDefined && found.cohensDz == nil)
        #expect(found.permutationPValue.isNaN && found.bootstrapPValue.isNaN && found.holmPValue.isNaN)
        #expect(
            Verdict(
                difference: found.difference, p: found.permutationPValue, correctedP: found.holmPValue,
                growsWithQuality: false,
                tolerance: .ofShares)
                == nil)
        // One that failed takes nothing from the others of the family.
        let sound = PairedComparison(
            [0.5, 0.5, 0.4, 0.5, 0.5], against: [1, 1, 1, 1, 1], tolerance: .ofShares, resamples: resamples,
            seed: 1)
        let corrected = PairedComparison.holmCorrected([found, sound, found])
        #expect(corrected[1].holmPValue == sound.permutationPValue && corrected[0].holmPValue.isNaN)
    }

    @Test("have no effect size in standard deviations without any spread")
    func noSpread() {
        #expect(cohensDz([0.5, 0.5, 0.5]) == nil && cohensDz([0.1 + 0.2, 0.3, 0.3]) == nil)
        #expect(cohensDz([0, 0]) == 0 && cohensDz([1]) == nil && cohensDz([]) == nil)
        #expect(cohensDz([1, .nan]) == nil)
    }

    @Test("are the same whatever the unit of the values", arguments: [0.1, 10, 1000, 1e6, 1e150, 1e-150])
    func unit(factor: Double) throws {
        var generator = SeededGenerator(seed: 12)
        // Thirds, so that many sums and sizes tie.
        let differences = (0..<30).map { _ in Double(generator.integer(below: 7)) / 3 - 0.7 }
        let scaled = differences.map { $0 * factor }
        let resamples = BootstrapResamples(count: 30, replicates: 500, seed: 3)
        expectClose(try #require(cohensDz(scaled)), try #require(cohensDz(differences)), within: 1e-9)
        #expect(matchedPairsRankBiserial(scaled) == matchedPairsRankBiserial(differences))
        #expect(resamples.pValue(of: scaled) == resamples.pValue(of: differences))
        for exactBelow in [0, 30] where exactBelow == 0 {
            var (one, two) = (SeededGenerator(seed: 4), SeededGenerator(seed: 4))
            #expect(
                signFlipPValue(of: scaled, exactBelow: exactBelow, using: &one)
                    == signFlipPValue(of: differences, exactBelow: exactBelow, using: &two))
        }
        let (small, large) = (Array(differences.prefix(12)), Array(scaled.prefix(12)))
        #expect(signFlipPValue(of: large, using: &generator) == signFlipPValue(of: small, using: &generator))
        let interval = resamples.interval(of: scaled)
        expectClose(interval.lower / factor, resamples.interval(of: differences).lower, within: 1e-9)
    }
}

@Suite("Ranks") struct TiedRanksTests {
    @Test("are shared by values that rounding alone parts, in any unit", arguments: [1e-9, 1, 1e9])
    func noise(unit: Double) {
        let values = [3.6 - 3.2, 0.9, 3.4 - 3.0, 0.1, 0.4].map { $0 * unit }
        let found = TiedRanks(values)
        #expect(found.ranks == [3, 5, 3, 1, 3] && found.groups == [1, 3, 1] && found.tieTerm == 24)
    }

    @Test("part values that differ by more than that")
    func different() {
        #expect(TiedRanks([1, 1 + 1e-6, 2]).ranks == [1, 2, 3])
        #expect(TiedRanks([1e9, 1e9 + 1, 1e9 + 2]).ranks == [1, 2, 3])
        #expect(TiedRanks([]).ranks.isEmpty && TiedRanks([]).tieTerm == 0)
    }

    @Test("end where a value is infinite or none, and say so")
    func undefined() {
        #expect(TiedRanks([1, .infinity, 0, .infinity, -.infinity]).ranks == [3, 4.5, 2, 4.5, 1])
        #expect(TiedRanks([1, .nan, 0]).ranks.allSatisfy(\.isNaN) && TiedRanks([1, .nan]).groups.isEmpty)
        #expect(matchedPairsRankBiserial([1, .nan, -1]).isNaN)
        #expect(quantile(0.5, ofSorted: [1, .nan]).isNaN && quantile(.nan, ofSorted: [1, 2]).isNaN)
        #expect(kendallTauB([1, .nan, 2], [1, 2, 3]) == nil && kendallTauB([1, 1], [1, 2]) == nil)
        let adjusted = holmAdjusted([0.02, .nan, 0.01])
        #expect(adjusted[0] == 0.02 && adjusted[1].isNaN && adjusted[2] == 0.02)
    }
}
