import Elicitation
import Support
import Testing

@Suite("Onboarding list") struct OnboardingListTests {
    @Test("is the top of the ranking without rules")
    func free() throws {
        let list = try Films.list(3)
        #expect(list.items.map(\.item) == [0, 1, 2])
        #expect(list.items.map(\.rank) == [1, 2, 3])
        #expect(list.items.map(\.score) == [7, 6, 5])
        #expect(list.displaced.isEmpty && list.notes.isEmpty && list.scoreCost == 0)
        #expect(list.strategy == "test")
    }

    @Test("holds pinned items where their score puts them")
    func pinned() throws {
        let list = try Films.list(3, pins: ["50"])
        #expect(list.items.map(\.item) == [0, 1, 4])
        #expect(list.items.map(\.isPinned) == [false, false, true])
        #expect(list.displaced.map(\.item) == [2])
        #expect(list.displaced.map(\.rule) == [.pins])
        #expect(list.displaced.map(\.replacement) == [4])
        #expect(list.displaced.map(\.cost) == [2])
        #expect(list.scoreCost == 2)
    }

    @Test("puts a pinned item without a score last and says so")
    func unscored() throws {
        let list = try Films.list(2, pins: ["80"])
        #expect(list.items.map(\.item) == [0, 7])
        #expect(list.items.map(\.score) == [7, 0])
        #expect(
            list.notes.map(\.description) == [
                "Hazel is pinned, but the strategy does not score it; it gets score 0 and comes last."
            ])
    }

    @Test("leaves out what is excluded, filtered or hardly known, and says which rule did it")
    func rules() throws {
        let list = try Films.list(5, exclusions: ["10"], filters: ["genre!=Comedy"], minimumKnown: 10)
        #expect(list.items.map(\.item) == [2, 4, 5])
        #expect(list.displaced.map(\.item) == [0, 1, 3])
        #expect(list.displaced.map(\.rank) == [1, 2, 4])
        #expect(
            list.displaced.map(\.rule) == [.excluded, .filter("genres!=Comedy"), .filter("genres!=Comedy")])
        #expect(list.displaced.map(\.replacement) == [5, nil, nil])
        #expect(list.displaced.map(\.cost) == [5, 6, 4])
        #expect(list.scoreCost == 15)
        #expect(list.notes == [.shorter(count: 3, asked: 5)])
        #expect(
            list.notes.map(\.description) == [
                "The rules leave 3 items of the 5 asked for; loosen a rule for a longer list."
            ])
    }

    @Test("counts an item towards the cap of each of its tokens")
    func caps() throws {
        let list = try Films.list(4, caps: ["genre=1"])
        // 0 takes Drama; 1 (Comedy, Drama), 2 and 5 are full; 3 takes Comedy, 4 Horror; 6 has no genre.
        #expect(list.items.map(\.item) == [0, 3, 4, 6])
        #expect(list.displaced.map(\.rule.description) == ["cap genres=1 (Drama)", "cap genres=1 (Drama)"])
    }

    @Test("fills caps with the pinned items first")
    func pinsFillCaps() throws {
        let list = try Films.list(3, pins: ["60"], caps: ["genre=1"])
        #expect(list.items.map(\.item) == [3, 4, 5])
        #expect(list.notes.isEmpty)
    }

    @Test("keeps pinned items that break a cap or another rule and says so")
    func pinsWin() throws {
        let list = try Films.list(
            3, pins: ["10", "30", "70"], caps: ["genre=1"], filters: ["year<2000"], minimumKnown: 5)
        #expect(list.items.map(\.item) == [0, 2, 6])
        #expect(
            list.notes.map(\.description) == [
                "70 (2001) is on the list because it is pinned, against the rule: where released<2000.",
                "The pinned items hold 2 of Drama, more than the cap genres=1 allows; pinned items stay.",
            ])
    }

    @Test("names the rule in words")
    func ruleWords() throws {
        #expect(DisplacingRule.minimumKnown(1).description == "known by fewer than 1 user")
        #expect(DisplacingRule.minimumKnown(5).description == "known by fewer than 5 users")
        #expect(DisplacingRule.excluded.description == "excluded by name")
        #expect(DisplacingRule.pins.description == "made room for a pinned item")
    }

    @Test("obeys its rules whatever they are", arguments: 0..<200)
    func properties(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let films = Films.dataset
        let ranking = ItemRanking(
            strategy: "random",
            scored: (0..<8).filter { _ in generator.integer(below: 8) > 0 }
                .map { RankedItem(item: $0, score: Double(generator.integer(below: 6))) })
        let count = 1 + generator.integer(below: 8)
        var ids = (1...8).map { String($0 * 10) }
        generator.shuffle(&ids)
        let pins = Array(ids.prefix(min(count, generator.integer(below: 4))))
        let exclusions = Array(ids.suffix(generator.integer(below: 4)))
        let limit = generator.integer(below: 4)
        let minimum = generator.integer(below: 40)
        let rules = try ListRules(
            count: count, pins: pins, exclusions: exclusions, caps: ["genre=\(limit)"],
            filters: ["country!=Mali"],
            minimumKnown: minimum, dataset: films)
        let list = OnboardingList(ranking: ranking, rules: rules, counts: Films.counts, dataset: films)
        let chosen = list.items.map(\.item)
        #expect(chosen.count <= count && Set(chosen).count == chosen.count)
        #expect(Set(rules.pins).isSubset(of: chosen))
        #expect(list.items.map(\.score) == list.items.map(\.score).sorted(by: >))
        for item in list.items where !item.isPinned {
            #expect(!rules.exclusions.contains(item.item))
            #expect(Films.counts.counts[item.item] >= minimum)
            #expect(![4, 7].contains(item.item))
        }
        for genre in ["Drama", "Comedy", "Horror", "Sci-Fi"] {
            let with = list.items.filter { films.label(ofItem: $0.item).genres.contains(genre) }
            #expect(with.count <= max(limit, with.count(where: \.isPinned)))
        }
        #expect(abs(list.displaced.reduce(0) { $0 + $1.cost } - list.scoreCost) < 1e-12)
        #expect(list.displaced.map(\.item) == ranking.top(count).filter { !chosen.contains($0) })
    }
}
