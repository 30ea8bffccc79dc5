import Datasets

/// Small datasets written for these tests.
enum SampleDatasets {
    /// Some hash: 64 hexadecimal digits.
    static let hash = String(repeating: "0123456789abcdef", count: 4)
    /// Another hash.
    static let otherHash = String(repeating: "fedcba9876543210", count: 4)

    /// Every kind of feature, missing cells, and ids of both types on both sides.
    static let mixed = Dataset(
        name: "mixed", format: "test",
        users: EntityTable(
            ids: [-3, 7, 40, "007", "O'Brien", "zoë"],
            features: [
                Feature(
                    name: "occupation",
                    values: .categorical(TokenColumn(rows: [["b"], [], ["a"], [""], ["b"], []]))),
                Feature(name: "age", values: .numeric([1.5, nil, -2, 0, 1e300, nil])),
            ]),
        items: EntityTable(
            ids: [1, 2, 9_007_199_254_740_993, "tt-1", "🎬"],
            features: [
                Feature(
                    name: "name", role: .title, values: .text(["Alpha", nil, "Say \"hi\"\n", "", "ünï"])),
                Feature(
                    name: "year", role: .year, isInput: false,
                    values: .numeric([1995, nil, 2001, 1995, 2010])),
                Feature(
                    name: "tags", role: .genres,
                    values: .multivalued(
                        TokenColumn(rows: [["Drama", "a\"b"], [], ["Drama"], ["x|y", "é"], ["[1]"]]))),
                Feature(
                    name: "picture", role: .poster, values: .text([nil, nil, "https://a/b.jpg", nil, nil])),
                Feature(name: "studio", values: .categorical(TokenColumn(rows: [[], [], [], [], []]))),
            ]),
        interactions: Interactions(
            users: [0, 0, 1, 3, 4, 5, 5], items: [0, 4, 2, 3, 0, 1, 4], ratings: [0.5, 5, 3, 3.25, 1, 4, 2],
            timestamps: [978_300_760, 978_300_760.5, 0, -1, 1, 2, 3]),
        scale: RatingScale(minimum: 0.5, maximum: 5),
        rejections: [
            Rejection(file: "ratings.csv", reason: "rating outside the scale", count: 3, firstLine: 12),
            Rejection(file: "items.csv", reason: "no such item", count: 1, firstLine: 2),
        ],
        reratings: Reratings(
            rule: .mean, count: 1,
            behindMeans: [
                RatingEvent(user: 5, item: 1, rating: 3, time: 1),
                RatingEvent(user: 5, item: 1, rating: 5, time: 2),
            ]),
        warnings: [
            DatasetWarning(.times, count: 1, "1 of the 7 times lies before 1970"),
            DatasetWarning(.feature, count: 5, "“studio” has no value"),
        ])

    /// No features at all, and no times.
    static let bare = Dataset(
        name: "bare", format: "test", users: EntityTable(ids: [1, 2]), items: EntityTable(ids: [1, 2, 3]),
        interactions: Interactions(users: [0, 0, 1], items: [0, 2, 0], ratings: [1, 2, 3]),
        scale: RatingScale(minimum: 1, maximum: 3))

    /// Interactions without ratings.
    static let clicks = Dataset(
        name: "clicks", format: "test", users: EntityTable(ids: [1, 2]), items: EntityTable(ids: ["a", "b"]),
        interactions: Interactions(
            users: [0, 1, 1], items: [1, 0, 1], ratings: [1, 1, 1], timestamps: [5, 6, 7]),
        scale: .implicit, feedback: .implicit)

    /// Users and items, but no rating.
    static let unrated = Dataset(
        name: "unrated", format: "test", users: EntityTable(ids: ["a"]), items: EntityTable(ids: ["b"]),
        interactions: Interactions(users: [], items: [], ratings: [], timestamps: []),
        scale: RatingScale(minimum: 0, maximum: 0))
}
