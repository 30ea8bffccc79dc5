import Datasets
import Elicitation

/// Eight invented films with every kind of item feature; ids 10, 20 … 80 stand at positions 0 … 7.
enum Films {
    static let dataset = Dataset(
        name: "films", format: "test", users: EntityTable(ids: [1, 2]),
        items: EntityTable(
            ids: (1...8).map { .integer($0 * 10) },
            features: [
                Feature(
                    name: "name", role: .title,
                    values: .text(["Ash", "Birch", "Cedar", "Salt and Sand", "Elm", "Fir", nil, "Hazel"])),
                Feature(
                    name: "genres", role: .genres,
                    values: .multivalued(
                        TokenColumn(rows: [
                            ["Drama"], ["Comedy", "Drama"], ["Drama"], ["Comedy"], ["Horror"], ["Drama"], [],
                            ["Sci-Fi", "Horror"],
                        ]))),
                Feature(
                    name: "released", role: .year,
                    values: .text(["1988", "1990", "1990", nil, "1999", "2000", "2001", "x"])),
                Feature(name: "length", values: .numeric([90, 100, 110, 120.5, nil, 100, 95, 80])),
                Feature(
                    name: "country",
                    values: .categorical(
                        TokenColumn(rows: [
                            ["Norway"], ["Chile"], ["Chile"], [], ["Mali"], ["Norway"], ["Norway"], ["Mali"],
                        ]))),
            ]),
        interactions: Interactions(users: [], items: [], ratings: []),
        scale: RatingScale(minimum: 1, maximum: 5))

    /// Positions 0 … 6 by descending score 7 … 1; position 7 has no score.
    static let ranking = ItemRanking(
        strategy: "test", scored: (0..<7).map { RankedItem(item: $0, score: Double(7 - $0)) })

    /// Known by 50, 40, 40, 30, 20, 10, 1 and 0 of 200 users.
    static let counts = KnownCounts(counts: [50, 40, 40, 30, 20, 10, 1, 0], userCount: 200)

    /// A list of these films under rules.
    static func list(
        _ count: Int, pins: [String] = [], exclusions: [String] = [], caps: [String] = [],
        filters: [String] = [],
        minimumKnown: Int = 0
    ) throws -> OnboardingList {
        let rules = try ListRules(
            count: count, pins: pins, exclusions: exclusions, caps: caps, filters: filters,
            minimumKnown: minimumKnown,
            dataset: dataset)
        return OnboardingList(ranking: ranking, rules: rules, counts: counts, dataset: dataset)
    }
}
