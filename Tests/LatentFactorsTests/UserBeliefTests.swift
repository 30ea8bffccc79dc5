import LatentFactors
import Support
import Testing

@Suite("User belief") struct UserBeliefTests {
    @Test("is the same in any order of ratings")
    func order() {
        var (forward, backward) = (Self.start, Self.start)
        let answers: [([Double], Double)] = [
            ([1, 0.5, -0.2], 0.7), ([1, -1, 0.4], -1.2), ([1, 0.1, 2], 0.3),
        ]
        for (x, r) in answers { forward.observe(x[...], residual: r, noiseVariance: 0.5) }
        for (x, r) in answers.reversed() { backward.observe(x[...], residual: r, noiseVariance: 0.5) }
        expectClose(forward.mean, backward.mean)
        expectClose(forward.covariance, backward.covariance)
    }

    @Test("grows no variance with any rating")
    func variance() {
        var generator = SeededGenerator(seed: 1)
        var belief = Self.start
        let probes = (0..<20).map { _ in (0..<3).map { _ in generator.normal() } }
        for _ in 0..<200 {
            let before = probes.map { belief.variance(along: $0[...]) }
            let x = (0..<3).map { _ in generator.normal() }
            belief.observe(x[...], residual: generator.normal(), noiseVariance: 0.3)
            let after = probes.map { belief.variance(along: $0[...]) }
            #expect(zip(before, after).allSatisfy { $0 + 1e-12 >= $1 && $1 > 0 })
        }
    }

    private static let start = UserBelief(
        mean: [0.1, 0, -0.3], covariance: [1, 0.2, 0, 0.2, 0.8, -0.1, 0, -0.1, 0.5])
}
