import Elicitation
import LatentFactors
import Testing

@Suite("Knowledge model") struct KnowledgeModelTests {
    /// Users 0 … 19 know items 0, 1, 2; users 20 … 39 know items 3, 4, 5.
    private static let camps = RatingTable(
        RatingRows(
            users: (0..<40).flatMap { [Int32](repeating: $0, count: 3) },
            items: (0..<40).flatMap { $0 < 20 ? [0, 1, 2] : [3, 4, 5] },
            ratings: Array(repeating: 3, count: 120), itemCount: 6))

    @Test("knows the shares and the one direction in which two camps differ")
    func camps() {
        let model = KnowledgeModel(fitting: Self.camps, rank: 1)
        #expect(model.shares == Array(repeating: 0.5, count: 6))
        // K − p has the entries ± 1/2, so the direction is (1, 1, 1, −1, −1, −1) / √6 and zᵤ = ± 3/√6.
        let sign = model.vectors[0] > 0 ? 1.0 : -1
        for (item, value) in model.vectors.enumerated() {
            #expect(abs(value - sign * (item < 3 ? 1 : -1) / 6.0.squareRoot()) < 1e-12)
        }
        #expect(abs(model.covariance[0] - 1.5) < 1e-12)
        #expect(model.noiseVariances.allSatisfy { abs($0 - 0.001) < 1e-12 })
    }

    @Test("counts users without a rating as users who know nothing")
    func silentUsers() {
        let model = KnowledgeModel(fitting: RatingTable(Self.camps.rows, userCount: 80), rank: 2)
        #expect(model.shares == Array(repeating: 0.25, count: 6))
        // Users differ in two directions, the camp and whether they know anything, which hold all of Σ p (1 −
        // p).
        let trace = model.covariance[0] + model.covariance[3]
        #expect(abs(trace - 1.125) < 1e-9)
    }

    @Test("expects the camp of the first answer")
    func observe() {
        let model = KnowledgeModel(fitting: Self.camps, rank: 1)
        var belief = model.prior
        #expect((0..<6).allSatisfy { model.probability(ofItem: $0, belief: belief) == 0.5 })
        model.observe(isKnown: true, item: 0, in: &belief)
        #expect(model.probability(ofItem: 1, belief: belief) > 0.99)
        #expect(model.probability(ofItem: 4, belief: belief) < 0.01)
        belief = model.prior
        model.observe(isKnown: false, item: 0, in: &belief)
        #expect(model.probability(ofItem: 1, belief: belief) < 0.01)
        #expect(model.probability(ofItem: 4, belief: belief) > 0.99)
    }

    @Test("is an orthonormal basis with no more factors than the data allow", arguments: [0, 1, 3, 100])
    func basis(rank: Int) {
        let model = KnowledgeModel(fitting: Planted.table, rank: rank)
        #expect(model.rank == min(rank, 26))
        for left in 0..<model.rank {
            for right in 0...left {
                let product = (0..<26).reduce(0) {
                    $0 + model.vectors[$1 * model.rank + left] * model.vectors[$1 * model.rank + right]
                }
                let isZero = left == right && abs(product) < 1e-12
                #expect(isZero || abs(product - (left == right ? 1 : 0)) < 1e-9)
            }
        }
        #expect(model.noiseVariances.allSatisfy { $0 >= 0.001 && $0 <= 0.25 })
    }

    @Test("does not depend on the seed of its first basis")
    func seed() {
        let models = [UInt64(0), 7].map {
            KnowledgeModel(fitting: Planted.table, rank: 2, iterations: 1000, seed: $0)
        }
        for item in 0..<26 {
            let probabilities = models.map { model in
                var belief = model.prior
                model.observe(isKnown: true, item: 1, in: &belief)
                model.observe(isKnown: false, item: 4, in: &belief)
                return model.probability(ofItem: item, belief: belief)
            }
            #expect(abs(probabilities[0] - probabilities[1]) < 1e-8)
        }
    }

    @Test("has the same bytes on any number of threads", arguments: [2, 3, 8])
    func threads(count: Int) {
        #expect(
            KnowledgeModel(fitting: Planted.table, rank: 5, threads: count)
                == KnowledgeModel(fitting: Planted.table, rank: 5))
    }

    @Test("is empty without users")
    func empty() {
        let model = KnowledgeModel(
            fitting: RatingTable(RatingRows(users: [], items: [], ratings: [], itemCount: 2)))
        #expect(model.rank == 0 && model.shares == [0, 0])
    }
}
