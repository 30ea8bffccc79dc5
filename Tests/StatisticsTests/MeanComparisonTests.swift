import Statistics
import Support
import Testing

@Suite("Comparison of two arms' means") struct MeanComparisonTests {
    @Test("has scipy's exact permutation p value and the drawn one of the same deals")
    func permutation() throws {
        for known in try StatisticsGolden.load().permutation {
            var generator = SeededGenerator(seed: known.seed)
            if let exact = known.exact {
                expectEqual(meanPermutationPValue(known.first, known.second, using: &generator), exact)
                #expect(
                    generator.next()
                        == {
                            var fresh = SeededGenerator(seed: known.seed); return fresh.next()
                        }())
            }
            generator = SeededGenerator(seed: known.seed)
            let drawn = meanPermutationPValue(
                known.first, known.second, draws: known.draws, exactBelow: 0, using: &generator)
            expectEqual(drawn, known.drawn)
        }
    }

    @Test("has the permutation p value of the arms in either order, and 1 without values")
    func order() {
        var generator = SeededGenerator(seed: 3)
        let (first, second) = ([1.0, 4, 4], [2.0, 5, 5, 5, 3])
        let forth = meanPermutationPValue(first, second, using: &generator)
        #expect(forth == meanPermutationPValue(second, first, using: &generator))
        #expect(meanPermutationPValue([], first, using: &generator) == 1)
        #expect(meanPermutationPValue([2], [7], using: &generator) == 1)
    }

    @Test("has numpy's bootstrap interval on the same draws")
    func bootstrap() throws {
        for known in try StatisticsGolden.load().bootstrap {
            let found = try #require(
                meanDifference(known.first, known.second, replicates: known.replicates, seed: known.seed))
            expectEqual(found.value, known.value)
            expectEqual(found.lower, known.lower)
            expectEqual(found.upper, known.upper)
        }
    }

    @Test("of preferences equals statsmodels' McNemar")
    func preference() throws {
        for known in try StatisticsGolden.load().preference {
            let found = McNemarTest(first: known.first, second: known.second)
            expectEqual(found.exactPValue, known.exact)
            expectEqual(found.chiSquared, known.chiSquared)
            expectEqual(found.chiSquaredPValue, known.chiSquaredP)
        }
    }

    @Test("of no preferences finds nothing")
    func noPreference() {
        let found = McNemarTest(first: 0, second: -3)
        #expect(
            found.exactPValue == 1 && found.chiSquared == 0 && found.chiSquaredPValue == 1
                && found.second == 0)
    }
}
