import Elicitation
import Foundation
import LatentFactors
import Support
import Testing

@Suite("Strategies that pick one item after another") struct GreedyStrategyTests {
    private let model = Planted.model
    private let table = Planted.table

    private func vector(_ item: Int) -> [Double] { Array(model.vector(ofItem: item)) }
    private func dot(_ left: [Double], _ right: [Double]) -> Double {
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
    }

    @Test("design takes most doubt about past users' other ratings away, item by item", arguments: [1, 1.5])
    func design(exponent: Double) throws {
        var generator = SeededGenerator(seed: 0)
        let ranking = try DesignStrategy(knowledgeExponent: exponent).rank(Planted.input, using: &generator)
        try expectGreedy(ranking.items.prefix(8)) { asked, item in
            let weight = pow(Double(table.count(ofItem: item)) / Double(table.userCount), exponent - 1)
            return weight * (doubt(asked, without: item) - doubt(asked + [item], without: item))
        }
    }

    /// Every picked item is the one that gains most after those before it, and its score is that gain.
    private func expectGreedy(_ picks: some Sequence<RankedItem>, gain: ([Int], Int) -> Double) throws {
        var asked: [Int] = []
        for picked in picks {
            let gains = table.ratedItems.filter { !asked.contains($0) }.map {
                (item: $0, gain: gain(asked, $0))
            }
            let best = try #require(gains.max { $0.gain < $1.gain })
            #expect(picked.item == best.item)
            #expect(abs(picked.score - best.gain) < 1e-12)
            asked.append(best.item)
        }
        #expect(!asked.isEmpty)
    }

    /// 1/U Σ_u 1/n_u Σ of a loss over a user's ratings of neither the asked items nor the given one.
    private func meanLoss(
        _ asked: [Int], without item: Int, _ loss: (UserBelief, _ item: Int, _ rating: Double) -> Double
    ) -> Double {
        (0..<table.userCount).reduce(0) { sum, user in
            let rows = table.userOffsets[user]..<table.userOffsets[user + 1]
            let rated = rows.map { (item: table.rows.items[$0], rating: table.rows.ratings[$0]) }
            let belief = model.posterior(given: rated.filter { asked.contains(Int($0.item)) })
            let losses = rated.filter { !asked.contains(Int($0.item)) && Int($0.item) != item }
                .map { loss(belief, Int($0.item), $0.rating) }
            return sum + losses.reduce(0, +) / Double(rated.count) / Double(table.userCount)
        }
    }

    /// The variances xᵀ S x.
    private func doubt(_ asked: [Int], without item: Int) -> Double {
        meanLoss(asked, without: item) { belief, item, _ in belief.variance(along: model.vector(ofItem: item))
        }
    }

    @Test("greedy-extend lowers the error of the fold-in most, item by item")
    func greedyExtend() throws {
        var generator = SeededGenerator(seed: 0)
        let ranking = try GreedyExtendStrategy().rank(Planted.input, using: &generator)
        try expectGreedy(ranking.items.prefix(6)) { asked, item in
            error(asked, without: item) - error(asked + [item], without: item)
        }
    }

    /// The squared errors (y − ŷ)².
    private func error(_ asked: [Int], without item: Int) -> Double {
        meanLoss(asked, without: item) { belief, item, rating in
            pow(rating - model.predict(item: item, userMean: belief.mean), 2)
        }
    }

    @Test(
        "draw users where there are too many, and list untried items by popularity",
        arguments: [
            GreedyExtendStrategy(candidateCount: 5, maximumUsers: 20),
            DesignStrategy(candidateCount: 5, maximumUsers: 20),
        ] as [any ElicitationStrategy])
    func limits(strategy: any ElicitationStrategy) throws {
        var generator = SeededGenerator(seed: 0)
        let ranking = try strategy.rank(Planted.input, using: &generator)
        let popular = ItemRanking(popularity: table.knownCounts).top(100)
        #expect(Set(ranking.top(5)) == Set(popular.prefix(5)))
        #expect(Array(ranking.top(100).dropFirst(5)) == Array(popular.dropFirst(5)))
    }

    @Test("maxvol finds rows whose volume no exchange raises by more than 1%")
    func maximalVolume() throws {
        var generator = SeededGenerator(seed: 0)
        let top = try MaximalVolumeStrategy().rank(Planted.input, using: &generator).top(model.dimension)
        let volume = abs(determinant(top.map(vector)))
        #expect(volume > 0)
        for place in top.indices {
            for item in table.ratedItems {
                var other = top
                other[place] = item
                #expect(abs(determinant(other.map(vector))) <= 1.01 * volume * (1 + 1e-9))
            }
        }
    }

    @Test("maxvol then adds the row that raises the rectangular volume most")
    func rectangularVolume() throws {
        var generator = SeededGenerator(seed: 0)
        let order = try MaximalVolumeStrategy().rank(Planted.input, using: &generator).top(8)
        for count in model.dimension..<8 {
            let chosen = Array(order.prefix(count))
            let volumes = table.ratedItems.filter { !chosen.contains($0) }.map { ($0, gram(chosen + [$0])) }
            #expect(order[count] == volumes.max { $0.1 < $1.1 }?.0)
        }
    }

    /// det X_Sᵀ X_S.
    private func gram(_ items: [Int]) -> Double {
        let d = model.dimension
        let rows = items.map(vector)
        return determinant((0..<d).map { a in (0..<d).map { b in rows.reduce(0) { $0 + $1[a] * $1[b] } } })
    }

    /// By expansion along the first row.
    private func determinant(_ matrix: [[Double]]) -> Double {
        guard let first = matrix.first, matrix.count > 1 else { return matrix.first?.first ?? 1 }
        return first.indices.reduce(0) { sum, column in
            let minor = matrix.dropFirst().map { row in
                row.enumerated().filter { $0.offset != column }.map(\.element)
            }
            return sum + (column % 2 == 0 ? 1 : -1) * first[column] * determinant(minor)
        }
    }

    @Test("design prefers what tells about other items among equally popular ones")
    func planted() throws {
        // Item 0 says much about items 2 and 3, item 1 nothing about anything; all are known by everybody.
        let model = LatentFactorModel(
            mean: 3, itemBiases: [0, 0, 0, 0], itemVectors: [1, 1, 1, 0, 1, 1, 1, 1], priorMean: [0, 0],
            priorCovariance: [0.1, 0, 0, 1], noiseVariance: 0.5)
        let rows = RatingRows(
            users: [0, 0, 0, 0, 1, 1, 1, 1], items: [0, 1, 2, 3, 0, 1, 2, 3],
            ratings: [1, 2, 3, 4, 5, 4, 3, 2], itemCount: 4)
        var generator = SeededGenerator(seed: 0)
        let input = ElicitationInput(ratings: RatingTable(rows), model: model)
        #expect(try !DesignStrategy().rank(input, using: &generator).top(2).contains(1))
    }
}
