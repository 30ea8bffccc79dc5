import Datasets

/// A small dataset with what is hard about pages: marks of HTML in titles and values, two alphabets, half steps, a picture
/// that may be shown and one that may not, and user features of every kind.
enum SampleCatalogue {
    static let hash = String(repeating: "0123456789abcdef", count: 4)
    static let titles =
        ["<script>alert(1)</script> & \"Co\"", "기생충", "Heat", "O'Brien's <b>Day</b>"]
        + (5...16).map { "Film \($0)" }
    static let users = 120
    /// More values than a list shows.
    static let areas = (0..<users).map { "Z\(1000 + $0)" }

    static let dataset = Dataset(
        name: "catalogue", format: "movielens-1m",
        users: EntityTable(
            ids: (1...users).map { ExternalID("\($0)") },
            features: [
                Feature(name: "gender", values: .categorical(TokenColumn(rows: (0..<users).map { [["F"], ["M"]][$0 % 2] }))),
                Feature(name: "occupation", values: .categorical(TokenColumn(rows: (0..<users).map { ["\($0 % 21)"] }))),
                Feature(
                    name: "likes <b>",
                    values: .multivalued(TokenColumn(rows: (0..<users).map { $0 % 2 == 0 ? ["drama"] : ["a & b", "noir"] }))),
                Feature(name: "years", values: .numeric((0..<users).map { $0 % 7 == 0 ? nil : Double(20 + $0 % 40) })),
                Feature(name: "area", values: .categorical(TokenColumn(rows: areas.map { [$0] }))),
                Feature(name: "remark", values: .text((0..<users).map { "user \($0)" })),
            ]),
        items: items,
        interactions: Interactions(
            users: (0..<Int32(users)).flatMap { [$0, $0] }, items: (0..<Int32(users)).flatMap { [$0 % 16, ($0 + 5) % 16] },
            ratings: (0..<users).flatMap { [0.5 + Float($0 % 10) / 2, 3] }),
        scale: RatingScale(minimum: 0.5, maximum: 5))

    /// No features of users, and whole ratings.
    static let bare = Dataset(
        name: "bare", format: "test", users: EntityTable(ids: [1, 2, 3]), items: items,
        interactions: Interactions(users: [0, 1, 2], items: [0, 1, 2], ratings: [1, 3, 5]),
        scale: RatingScale(minimum: 1, maximum: 5))

    private static let items = EntityTable(
        ids: titles.indices.map { ExternalID("\($0 + 1)") },
        features: [
            Feature(name: "title", role: .title, values: .text(titles)),
            Feature(name: "year", role: .year, isInput: false, values: .numeric(titles.indices.map { Double(1990 + $0) })),
            Feature(
                name: "genres", role: .genres,
                values: .multivalued(
                    TokenColumn(rows: titles.indices.map { [["Drama"], ["Film-Noir", "Sci & Fi"], []][$0 % 3] }))),
            Feature(
                name: "poster", role: .poster,
                values: .text(
                    titles.indices.map {
                        $0 == 0 ? "https://pictures.example/1.jpg?a=1&b=\"2\"" : $0 == 1 ? "javascript:alert(1)" : nil
                    })),
        ])
}
