import Datasets
import Elicitation
import LatentFactors
import Support
import Tasks
import Testing

@Suite("Every elicitation strategy") struct ElicitationStrategyTests {
    private static let known = ElicitationStrategies.all.map(\.name)

    private func rank(_ name: String, _ input: ElicitationInput, seed: UInt64 = 1) throws -> ItemRanking {
        var generator = SeededGenerator(seed: seed)
        return try ElicitationStrategies.named(name).make().rank(input, using: &generator)
    }

    @Test("ranks every rated item once, under its own name", arguments: known)
    func complete(name: String) throws {
        let ranking = try rank(name, Planted.input)
        #expect(ranking.strategy == name)
        #expect(ranking.items.map(\.item).sorted() == Planted.table.ratedItems)
        #expect(ranking.items.allSatisfy { $0.score.isFinite })
    }

    @Test("orders by its scores, ties to the smaller item", arguments: known)
    func ordered(name: String) throws {
        let items = try rank(name, Planted.input).items
        #expect(zip(items, items.dropFirst()).allSatisfy { ($1.score, $0.item) < ($0.score, $1.item) })
    }

    @Test("gives the same ranking for the same seed, on any number of threads", arguments: known)
    func deterministic(name: String) throws {
        var threaded = Planted.input
        threaded.threads = 3
        let ranking = try rank(name, Planted.input)
        #expect(try rank(name, Planted.input) == ranking)
        #expect(try rank(name, threaded) == ranking)
    }

    @Test("begins alike however many items it picks one by one", arguments: known)
    func prefix(name: String) throws {
        var deeper = Planted.input
        deeper.depth = 1000
        #expect(try rank(name, deeper).top(8) == rank(name, Planted.input).top(8))
    }

    @Test("does not depend on how items are numbered", arguments: known.filter { $0 != "random" })
    func relabelled(name: String) throws {
        let last = Planted.table.itemCount - 1
        let ranking = try rank(name, Planted.input)
        let flipped = try rank(name, Planted.reversed())
        // Where two scores tie, the smaller number wins: compare what is not tied.
        let scores = ranking.items.map(\.score)
        for (place, (item, other)) in zip(ranking.items, flipped.items).enumerated() {
            #expect(abs(item.score - other.score) <= 1e-9 * max(1, abs(item.score)))
            let tied = [place - 1, place + 1].contains {
                scores.indices.contains($0) && abs(scores[$0] - scores[place]) < 1e-9
            }
            if !tied { #expect(other.item == last - item.item) }
        }
    }

    /// The same ratings times ten, minus fifty, as the smallest and the largest numbers. The norms are those
    /// of the scale 1…5.
    @Test(
        "gives the same list and the same reasons for the same ratings in another unit", arguments: known,
        [(10.0, 0.0), (1, -50), (1e154, 0), (1e-160, 1e-160), (0.3, 7)])
    func unit(name: String, map: (factor: Double, shift: Double)) throws {
        func input(_ factor: Double, _ shift: Double) -> ElicitationInput {
            let scale = RatingScale(minimum: 0.5 * factor + shift, maximum: 5 * factor + shift)
            let rows = RatingRows(
                users: Planted.rows.users, items: Planted.rows.items,
                ratings: Planted.rows.ratings.map { factor * $0 + shift },
                itemCount: Planted.rows.itemCount, scaling: RatingScaling(scale))
            let options = LatentFactorOptions(factors: 3, factorPenalty: 2, biasPenalty: 1, iterations: 4)
            return ElicitationInput(
                ratings: RatingTable(rows), evidence: Planted.evidence,
                model: LatentFactorModel(fitting: rows, options: options),
                depth: 8)
        }
        let base = try rank(name, input(1, 0))
        let moved = try rank(name, input(map.factor, map.shift))
        #expect(moved.items.map(\.item) == base.items.map(\.item))
        #expect(moved.items.map(\.score) == base.items.map(\.score))
    }

    @Test("sees nothing of new users and new items", arguments: known)
    func training(name: String) throws {
        func input(of ratings: [Double]) throws -> ElicitationInput {
            let count = Planted.table.itemCount
            let dataset = Dataset(
                name: "planted", format: "test", users: EntityTable(ids: (0..<60).map { .integer($0) }),
                items: EntityTable(ids: (0..<count).map { .integer(Int64($0)) }),
                interactions: Interactions(
                    users: Planted.rows.users, items: Planted.rows.items, ratings: ratings),
                scale: RatingScale(minimum: 0.5, maximum: 5))
            let holdout = Holdout(users: 0..<12, items: [3, 5], of: dataset)
            var input = Planted.input
            input.ratings = RatingTable(
                RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: []))
            return input
        }
        let rows = Planted.rows
        let seen = try input(of: rows.ratings).ratings.rows
        let kept = Set(zip(seen.users, seen.items).map { [$0, $1] })
        let held = zip(rows.users, rows.items).map { !kept.contains([$0, $1]) }
        let changed = zip(rows.ratings, held).map { $1 ? 5.5 - $0 : $0 }
        #expect(changed != rows.ratings)
        #expect(try rank(name, input(of: changed)) == rank(name, input(of: rows.ratings)))
    }

    @Test("says what it lacks", arguments: ElicitationStrategies.all.filter { $0.need != nil }.map(\.name))
    func lacks(name: String) throws {
        let error = #expect(throws: ElicitationError.self) {
            try rank(name, ElicitationInput(ratings: Planted.table))
        }
        let need = try ElicitationStrategies.named(name).need
        if case .evidence(let gradient) = need {
            #expect(error == .needsEvidence(strategy: name, gradient: gradient))
        } else {
            #expect(error == .needsModel(strategy: name))
        }
    }

    @Test(
        "refuses to rank without ratings",
        arguments: ElicitationStrategies.all.filter { $0.name.hasPrefix("melu") == false }.map(\.name))
    func empty(name: String) {
        let model = LatentFactorModel(
            mean: 3, itemBiases: [0], itemVectors: [1], priorMean: [0], priorCovariance: [1], noiseVariance: 1
        )
        let table = RatingTable(RatingRows(users: [], items: [], ratings: [], itemCount: 1))
        #expect(throws: ElicitationError.noRatings(strategy: name)) {
            try rank(name, ElicitationInput(ratings: table, model: model))
        }
    }

    @Test("refuses a model of other items", arguments: ["design", "adaptive", "greedy-extend", "maxvol"])
    func otherItems(name: String) {
        let table = RatingTable(RatingRows(users: [0], items: [0], ratings: [3], itemCount: 1))
        #expect(throws: ElicitationError.otherItems(strategy: name, model: 26, ratings: 1)) {
            try rank(name, ElicitationInput(ratings: table, model: Planted.model))
        }
    }

    @Test("can be asked for by name, each name once")
    func names() {
        #expect(Set(Self.known).count == Self.known.count)
        let error = #expect(throws: ElicitationError.self) { try ElicitationStrategies.named("popular") }
        #expect(
            error?.description.hasPrefix(
                "strategy: there is no \"popular\"; choose one of: melu, melu-unit-error, ") == true)
    }
}
