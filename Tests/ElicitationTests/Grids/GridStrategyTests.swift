import Elicitation
import Foundation
import Preference
import Support
import Testing

/// One suite for every strategy: a new one is one more name.
@Suite("Grid strategies")
struct GridStrategyTests {
    private static func input(_ golden: GridGolden, rules: GridRules, threads: Int = 1) throws -> GridInput {
        var input = GridInput(golden.table, rules: rules, threads: threads)
        input.recent = input.taken.map { $0 / 2 }
        for gradient in GradientTarget.allCases {
            input.evidence[gradient] = try EvidenceScores(
                gradientNorms: input.taken.indices.map { Double(1 + $0 % 5) }, supportCounts: input.taken,
                normalization: .maximum
            )
        }
        return input
    }

    private static func all(
        _ golden: GridGolden, count: Int = 6, pins: [Int] = [], where isAllowed: (Int) -> Bool = { _ in true }
    ) -> GridRules {
        GridRules(count: count, isAllowed: (0..<golden.itemCount).map(isAllowed), pins: pins)
    }

    private static func tiles(_ strategy: GridStrategy, _ golden: GridGolden, rules: GridRules) throws
        -> [Int]
    {
        var generator = SeededGenerator(seed: 1)
        return rules.tiles(
            of: try strategy.rank(input(golden, rules: rules), rules: rules, using: &generator))
    }

    @Test("fill a grid with distinct items that somebody took", arguments: GridStrategy.allCases)
    func distinct(_ strategy: GridStrategy) throws {
        let golden = try GridGolden.load()
        let tiles = try Self.tiles(strategy, golden, rules: Self.all(golden))
        let taken = golden.table.takenCounts
        #expect(tiles.count == 6 && Set(tiles).count == 6 && tiles.allSatisfy { taken[$0] > 0 })
    }

    @Test("keep exclusions and pins", arguments: GridStrategy.allCases)
    func rules(_ strategy: GridStrategy) throws {
        let golden = try GridGolden.load()
        let tiles = try Self.tiles(strategy, golden, rules: Self.all(golden, pins: [20, 7]) { $0 > 2 })
        #expect(tiles.count == 6 && tiles.allSatisfy { $0 > 2 } && Set(tiles).isSuperset(of: [20, 7]))
    }

    @Test(
        "give the same ranking for the same seed on any number of threads", arguments: GridStrategy.allCases)
    func repeatable(_ strategy: GridStrategy) throws {
        let golden = try GridGolden.load()
        let rules = Self.all(golden)
        let rankings = try [1, 2, 4].map { threads in
            var generator = SeededGenerator(seed: 5)
            return try strategy.rank(
                Self.input(golden, rules: rules, threads: threads), rules: rules, using: &generator)
        }
        #expect(rankings[0] == rankings[1] && rankings[0] == rankings[2])
    }

    @Test("show what there is where a grid has more room", arguments: GridStrategy.allCases)
    func few(_ strategy: GridStrategy) throws {
        let golden = try GridGolden.load()
        let tiles = try Self.tiles(strategy, golden, rules: Self.all(golden, count: 10) { $0 < 3 })
        #expect(tiles.sorted() == [0, 1, 2])
    }

    @Test("say so where nobody took anything", arguments: GridStrategy.allCases)
    func nobody(_ strategy: GridStrategy) {
        let rules = GridRules(count: 3, isAllowed: [true, true])
        let input = GridInput(TapTable(rows: [[], []], itemCount: 2), rules: rules)
        var generator = SeededGenerator(seed: 1)
        let error = #expect(throws: ElicitationError.self) {
            try strategy.rank(input, rules: rules, using: &generator)
        }
        #expect(error == .nothingTaken(strategy: strategy.name))
    }

    @Test(
        "say what they lack", arguments: GridStrategy.allCases.filter { $0.needsTimes || $0.gradient != nil })
    func needs(_ strategy: GridStrategy) throws {
        let golden = try GridGolden.load()
        let rules = Self.all(golden)
        var generator = SeededGenerator(seed: 1)
        let error = #expect(throws: ElicitationError.self) {
            try strategy.rank(GridInput(golden.table, rules: rules), rules: rules, using: &generator)
        }
        #expect(
            error?.description.hasPrefix("strategy \(strategy.name): needs ") ?? false
                || error == .noTimes(strategy: strategy.name))
    }

    @Test("are found by name, and others are refused with the names that there are")
    func names() throws {
        for strategy in GridStrategy.allCases { #expect(try GridStrategy.named(strategy.name) == strategy) }
        let error = #expect(throws: ElicitationError.self) { try GridStrategy.named("designed") }
        #expect(error == .unknownStrategy("designed", known: GridStrategy.allCases.map(\.name)))
    }

    @Test("design with targets weighed by popularity is the greedy by popularity")
    func design() throws {
        let golden = try GridGolden.load()
        let rules = Self.all(golden) { golden.candidates.contains($0) }
        var input = try Self.input(golden, rules: rules)
        input.settings.weights = .popularity(exponent: GridDesign.standardExponent)
        var generator = SeededGenerator(seed: 1)
        let ranking = try GridStrategy.design.rank(input, rules: rules, using: &generator)
        #expect(Set(ranking.top(6)) == Set(golden.tiles))
    }

    @Test("of coverage let about as many people tap three as any other, popularity included")
    func coverage() throws {
        let golden = try GridGolden.load()
        let shares = try GridStrategy.allCases.map { strategy in
            GridReach(try Self.tiles(strategy, golden, rules: Self.all(golden)), in: golden.table).share(
                atLeast: 3)
        }
        let best = try #require(shares.max())
        let own = GridReach(try Self.tiles(.coverage, golden, rules: Self.all(golden)), in: golden.table)
            .share(atLeast: 3)
        #expect(own >= best - 0.02)
    }

    @Test("of forward make better first recommendations to other people than tiles drawn at random")
    func forward() throws {
        let golden = try GridGolden.load()
        let people = 0..<golden.taken.count
        let (chosen, others) = (
            golden.table.people(people.filter { $0 % 2 == 0 }),
            golden.table.people(people.filter { $0 % 2 == 1 })
        )
        let isTarget = (0..<golden.itemCount).map { $0 % 3 != 0 }
        let model = TapModel(TapCounts(chosen, columns: golden.candidates))
        func gain(_ strategy: GridStrategy, seed: UInt64) throws -> Double {
            let tiles = try strategy.tiles(
                of: chosen, model: model, allowed: isTarget.map { !$0 }, targets: isTarget, count: 4,
                seed: seed, threads: 1
            ).filter(golden.candidates.contains)
            let gains = GridTuning.gains(
                of: tiles, model: model, ridge: 0.01, people: others, isTarget: isTarget, threads: 1)
            return gains.reduce(0, +) / Double(gains.count)
        }
        let random = try (0..<8).map { try gain(.random, seed: $0) }.reduce(0, +) / 8
        #expect(try gain(.forward, seed: 1) > random)
    }
}

@Suite("Rule of three taps")
struct ThreeTapsRuleTests {
    private static func apply(_ share: Double, count: Int = 6) throws -> ThreeTapsRule.Outcome {
        let golden = try GridGolden.load()
        let rules = GridRules(count: count, isAllowed: [Bool](repeating: true, count: golden.itemCount))
        let input = GridInput(golden.table, rules: rules)
        return try ThreeTapsRule(share: share).apply(rules, table: golden.table) { rules in
            var generator = SeededGenerator(seed: 1)
            return try GridStrategy.design.rank(input, rules: rules, using: &generator)
        }
    }

    @Test("limits nothing where the grid meets it")
    func met() throws {
        let outcome = try Self.apply(0.01)
        #expect(outcome.candidates == nil && outcome.tiles == outcome.unlimitedTiles)
    }

    @Test("limits candidates until enough people can tap three")
    func limited() throws {
        let free = try Self.apply(0.01).reach.share(atLeast: 3)
        let most = try #require(#expect(throws: ThreeTapsError.self) { try Self.apply(1) }).reached
        let asked = (free + most) / 2
        guard asked > free else { return }
        let outcome = try Self.apply(asked)
        let candidates = try #require(outcome.candidates)
        #expect(outcome.reach.share(atLeast: 3) >= asked && candidates >= 6 && candidates < 29)
    }

    @Test("says that it cannot be met, and what can")
    func impossible() throws {
        let error = try #require(#expect(throws: ThreeTapsError.self) { try Self.apply(1) })
        #expect(error.description.hasPrefix("--three-taps: at most "))
        #expect(error.description.contains("show more tiles with --count"))
    }
}

@Suite("Grid tuning")
struct GridTuningTests {
    private static func tuning(_ golden: GridGolden, ridge: Double? = nil, threads: Int = 1) -> GridTuning {
        let rules = GridRules(count: 4, isAllowed: [Bool](repeating: true, count: golden.itemCount))
        var generator = SeededGenerator(seed: 2)
        return GridTuning(
            GridInput(golden.table, rules: rules, threads: threads), rules: rules, ridge: ridge,
            using: &generator)
    }

    @Test("tries every setting on people who play new ones, the same on any number of threads")
    func trials() throws {
        let golden = try GridGolden.load()
        let runs = [1, 3].map { Self.tuning(golden, threads: $0) }
        #expect(runs[0] == runs[1] && runs[0].trials.map(\.settings) == GridSettings.tried)
        #expect(runs[0].trials.allSatisfy { (0...1).contains($0.normalizedGain) })
        #expect(Set(runs[0].trials.map(\.normalizedGain)).count > 1)
        let best = try #require(runs[0].trials.max { $0.normalizedGain < $1.normalizedGain })
        let isClear = best.difference.mean > best.difference.standardError
        #expect(
            runs[0].best == .standard || isClear && runs[0].trials.contains { $0.settings == runs[0].best })
        #expect(isClear == (runs[0].best != .standard))
        #expect(
            runs[0].trials.allSatisfy {
                abs($0.normalizedGain - $0.difference.mean - runs[0].trials[0].normalizedGain) < 1e-12
            })
    }

    @Test("tries each setting once, the standard first")
    func settings() {
        #expect(GridSettings.tried.first == .standard)
        for (place, settings) in GridSettings.tried.enumerated() {
            #expect(!GridSettings.tried.prefix(place).contains(settings))
        }
    }

    @Test(
        "measures each grid as plain loops do: each half recommended to from the other, without what any grid shows"
    )
    func measure() throws {
        let golden = try GridGolden.load()
        let tuning = Self.tuning(golden, ridge: 0.01)
        let table = golden.table
        var order = Array(0..<table.personCount)
        var generator = SeededGenerator(seed: 2)
        generator.shuffle(&order)
        let rules = GridRules(count: 4, isAllowed: [Bool](repeating: true, count: golden.itemCount))
        let grids = GridSettings.tried.map { settings in
            var generator = SeededGenerator(seed: 0)
            let input = GridInput(table, rules: rules, settings: settings)
            return (try? GridStrategy.design.rank(input, rules: rules, using: &generator)).map(rules.tiles)
                ?? []
        }
        let popular = CandidateItems.mostTaken(table.takenCounts, limit: 4)
        let shown = Set(grids.joined()).union(popular)
        let halves = [Array(order.prefix(order.count / 2)), Array(order.dropFirst(order.count / 2))]
        for (trial, tiles) in zip(tuning.trials, grids) {
            var gains: [Double] = []
            for half in 0..<2 {
                let model = TapModel(
                    TapCounts(table.people(halves[1 - half].sorted()), columns: tiles.sorted()))
                for person in halves[half] {
                    let taken = table.items(of: person).map { Int($0) }
                    let relevant = taken.filter { !shown.contains($0) }
                    guard !relevant.isEmpty else { continue }
                    let scores = model.scores(shown: tiles, tapped: taken, ridge: 0.01)
                    let ranked = scores.indices.filter { !shown.contains($0) }.sorted {
                        (-scores[$0], $0) < (-scores[$1], $1)
                    }
                    let discounts = (0..<10).map { 1 / log2(Double($0 + 2)) }
                    let gain = zip(ranked, discounts).reduce(0) { $0 + (relevant.contains($1.0) ? $1.1 : 0) }
                    gains.append(gain / discounts.prefix(relevant.count).reduce(0, +))
                }
            }
            #expect(abs(trial.normalizedGain - gains.reduce(0, +) / Double(gains.count)) < 1e-12)
        }
    }
}
