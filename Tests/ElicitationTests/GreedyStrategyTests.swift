import Datasets
import Elicitation
import Foundation
import Preference
import Testing

@Suite("Strategies that pick one item after another") struct GreedyStrategyTests {
    private let model = Planted.model
    private let table = Planted.table

    private func vector(_ item: Int) -> [Double] { Array(model.vector(ofItem: item)) }
    private func dot(_ left: [Double], _ right: [Double]) -> Double { zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } }
    private func times(_ matrix: [[Double]], _ vector: [Double]) -> [Double] { matrix.map { dot($0, vector) } }

    @Test("design picks what the formula says, item by item", arguments: [1, 1.5])
    func design(exponent: Double) throws {
        var generator = SeededGenerator(seed: 0)
        let ranking = try DesignStrategy(knowledgeExponent: exponent).rank(Planted.input, using: &generator)
        let d = model.dimension
        var covariance = (0..<d).map { Array(model.priorCovariance[$0 * d..<($0 + 1) * d]) }
        let shares = (0..<table.itemCount).map { Double(table.count(ofItem: $0)) / 60 }
        let total = shares.reduce(0, +)
        var open = table.ratedItems
        for picked in ranking.items.prefix(8) {
            var values: [Int: Double] = [:]
            for item in open {
                let reach = times(covariance, vector(item))
                let sum = table.ratedItems.reduce(0) { $0 + shares[$1] / total * pow(dot(vector($1), reach), 2) }
                values[item] = pow(shares[item], exponent) * sum / (dot(vector(item), reach) + model.noiseVariance)
            }
            let best = try #require(values.max { $0.value < $1.value })
            #expect(picked.item == best.key)
            #expect(abs(picked.score - best.value) < 1e-12)
            let reach = times(covariance, vector(best.key))
            let variance = dot(vector(best.key), reach) + model.noiseVariance
            for row in 0..<d {
                for column in 0..<d { covariance[row][column] -= shares[best.key] * reach[row] * reach[column] / variance }
            }
            open.removeAll { $0 == best.key }
        }
    }

    @Test("greedy-extend lowers the error of the fold-in most, item by item")
    func greedyExtend() throws {
        var generator = SeededGenerator(seed: 0)
        let ranking = try GreedyExtendStrategy().rank(Planted.input, using: &generator)
        var asked: [Int] = []
        for picked in ranking.items.prefix(6) {
            let gains = table.ratedItems.filter { !asked.contains($0) }.map { item in
                (item: item, gain: error(asked, without: item) - error(asked + [item], without: item))
            }
            let best = try #require(gains.max { $0.gain < $1.gain })
            #expect(picked.item == best.item)
            #expect(abs(picked.score - best.gain) < 1e-12)
            asked.append(best.item)
        }
    }

    /// 1/U Σ_u 1/n_u Σ (y − ŷ)² over a user's ratings of neither the asked items nor the given one.
    private func error(_ asked: [Int], without item: Int) -> Double {
        (0..<table.userCount).reduce(0) { sum, user in
            let rows = table.userOffsets[user]..<table.userOffsets[user + 1]
            let rated = rows.map { (item: table.rows.items[$0], rating: table.rows.ratings[$0]) }
            let belief = model.posterior(given: rated.filter { asked.contains(Int($0.item)) })
            let squares = rated.filter { !asked.contains(Int($0.item)) && Int($0.item) != item }
                .map { pow($0.rating - model.predict(item: Int($0.item), userMean: belief.mean), 2) }
            return sum + squares.reduce(0, +) / Double(rated.count) / 60
        }
    }

    @Test("greedy-extend draws users where there are too many, and lists untried items by popularity")
    func greedyExtendLimits() throws {
        var generator = SeededGenerator(seed: 0)
        let ranking = try GreedyExtendStrategy(candidateCount: 5, maximumUsers: 20).rank(Planted.input, using: &generator)
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
            let minor = matrix.dropFirst().map { row in row.enumerated().filter { $0.offset != column }.map(\.element) }
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
            users: [0, 0, 0, 0, 1, 1, 1, 1], items: [0, 1, 2, 3, 0, 1, 2, 3], ratings: [1, 2, 3, 4, 5, 4, 3, 2], itemCount: 4)
        var generator = SeededGenerator(seed: 0)
        let input = ElicitationInput(ratings: RatingTable(rows), model: model)
        #expect(try DesignStrategy().rank(input, using: &generator).top(4).last == 1)
    }
}
