import Datasets
import Elicitation
import Support
import Testing

@Suite("Every list under random rules")
struct ListPropertyTests {
    /// A ranking of up to 60 items with genres, and rules drawn for it.
    private struct Sample {
        let dataset: Dataset
        let ranking: ItemRanking
        let counts: KnownCounts
        let rules: ListRules
        let genres: [[String]]

        init(seed: UInt64) throws {
            var generator = SeededGenerator(seed: seed, stream: RandomStream(number: 12))
            let itemCount = 5 + generator.integer(below: 56)
            let all = ["Comedy", "Drama", "Horror", "Western"]
            genres = (0..<itemCount).map { _ in all.filter { _ in generator.integer(below: 3) == 0 } }
            dataset = Dataset(
                name: "random", format: "test", users: EntityTable(ids: [1]),
                items: EntityTable(
                    ids: (0..<itemCount).map { .integer(Int64($0)) },
                    features: [
                        Feature(
                            name: "genres", role: .genres, values: .multivalued(TokenColumn(rows: genres)))
                    ]),
                interactions: Interactions(users: [], items: [], ratings: []),
                scale: RatingScale(minimum: 1, maximum: 5))
            ranking = ItemRanking(
                strategy: "random",
                scored: (0..<itemCount).map {
                    RankedItem(item: $0, score: Double(generator.integer(below: 40)))
                })
            counts = KnownCounts(
                counts: (0..<itemCount).map { _ in generator.integer(below: 10) }, userCount: 10)
            var places = Array(0..<itemCount)
            generator.shuffle(&places)
            let count = 3 + generator.integer(below: 20)
            let (pins, exclusions) = (generator.integer(below: 4), generator.integer(below: 5))
            rules = try ListRules(
                count: count, pins: places.prefix(min(pins, count, itemCount)).map(String.init),
                exclusions: places.suffix(min(exclusions, itemCount - pins)).map(String.init),
                caps: generator.integer(below: 2) == 0 ? ["genres=\(1 + generator.integer(below: 5))"] : [],
                minimumKnown: generator.integer(below: 4), dataset: dataset)
        }

        var list: OnboardingList {
            OnboardingList(ranking: ranking, rules: rules, counts: counts, dataset: dataset)
        }
    }

    @Test(
        "has the pinned items, none that is excluded, and each item once", arguments: 0..<200 as Range<UInt64>
    )
    func pinsAndExclusions(seed: UInt64) throws {
        let sample = try Sample(seed: seed)
        let items = sample.list.items.map(\.item)
        #expect(Set(items).isSuperset(of: sample.rules.pins))
        #expect(Set(items).isDisjoint(with: sample.rules.exclusions))
        #expect(Set(items).count == items.count && items.count <= sample.rules.count)
        #expect(
            sample.list.items.map(\.rank) == Array(1...max(1, items.count)).prefix(items.count).map(\.self))
    }

    @Test("holds every cap and knows every item, pinned items apart", arguments: 0..<200 as Range<UInt64>)
    func capsAndKnown(seed: UInt64) throws {
        let sample = try Sample(seed: seed)
        let free = sample.list.items.filter { !$0.isPinned }.map(\.item)
        #expect(free.allSatisfy { sample.counts.counts[$0] >= sample.rules.minimumKnown })
        for cap in sample.rules.caps {
            for genre in Set(sample.genres.joined()) {
                let pinned = sample.rules.pins.count { sample.genres[$0].contains(genre) }
                let taken = free.count { sample.genres[$0].contains(genre) }
                #expect(
                    taken == 0 || taken + pinned <= cap.limit, "\(genre): \(taken) beside \(pinned) pinned")
            }
        }
    }

    @Test("is as long as was asked for where the rules allow it", arguments: 0..<200 as Range<UInt64>)
    func length(seed: UInt64) throws {
        let sample = try Sample(seed: seed)
        let items = Set(sample.list.items.map(\.item))
        guard items.count < sample.rules.count else { return }
        // A shorter list is one to which no item can be added.
        for item in 0..<sample.genres.count where !items.contains(item) {
            let isBarred =
                sample.rules.exclusions.contains(item)
                || sample.counts.counts[item] < sample.rules.minimumKnown
            let isFull = sample.rules.caps.contains { cap in
                sample.genres[item].contains { genre in
                    items.count { sample.genres[$0].contains(genre) } >= cap.limit
                }
            }
            #expect(isBarred || isFull, "item \(item) would fit")
        }
    }

    @Test("is the top of the ranking where there are no rules", arguments: 0..<50 as Range<UInt64>)
    func noRules(seed: UInt64) throws {
        let sample = try Sample(seed: seed)
        let list = OnboardingList(
            ranking: sample.ranking, rules: try ListRules(dataset: sample.dataset), counts: sample.counts,
            dataset: sample.dataset
        )
        #expect(list.items.map(\.item) == sample.ranking.top(20))
    }
}
