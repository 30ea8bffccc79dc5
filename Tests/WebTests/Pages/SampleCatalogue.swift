import Datasets

/// A small dataset with what is hard about pages: marks of HTML in titles and values, two alphabets, half
/// steps, a picture that may be shown and one that may not, and user features of every kind.
enum SampleCatalogue {
    static let hash = String(repeating: "0123456789abcdef", count: 4)
    static let titles: [String] = {
        let hard = [
            "<script>alert(1)</script> & \"Co\" \u{600}<script>\"\u{301}", "기생충", "Heat",
            "O'Brien's <b>Day</b>",
        ]
        return hard + (5...16).map { "Film \($0)" }
    }()
    static let users = 120
    /// More values than a list shows.
    static let areas = (0..<users).map { "Z\(1000 + $0)" }

    private static func tokens(_ values: (Int) -> [String]) -> TokenColumn {
        TokenColumn(rows: (0..<users).map(values))
    }

    private static let userFeatures: [Feature] = {
        let years = (0..<users).map { user -> Double? in user % 7 == 0 ? nil : Double(20 + user % 40) }
        return [
            Feature(name: "gender", values: .categorical(tokens { $0 % 2 == 0 ? ["F"] : ["M"] })),
            Feature(name: "occupation", values: .categorical(tokens { ["\($0 % 21)"] })),
            Feature(
                name: "likes <b>",
                values: .multivalued(tokens { $0 % 2 == 0 ? ["drama"] : ["a & b", "noir"] })),
            Feature(name: "years", values: .numeric(years)),
            Feature(name: "area", values: .categorical(tokens { [areas[$0]] })),
            Feature(name: "remark", values: .text((0..<users).map { "user \($0)" })),
        ]
    }()

    private static let interactions: Interactions = {
        var (given, rated, ratings): ([Int32], [Int32], [Double]) = ([], [], [])
        for user in 0..<users {
            given += [Int32(user), Int32(user)]
            rated += [Int32(user % 16), Int32((user + 5) % 16)]
            ratings += [0.5 + Double(user % 10) / 2, 3]
        }
        return Interactions(users: given, items: rated, ratings: ratings)
    }()

    static let dataset = Dataset(
        name: "catalogue", format: "movielens-1m",
        users: EntityTable(ids: (1...users).map { ExternalID("\($0)") }, features: userFeatures),
        items: items,
        interactions: interactions, scale: RatingScale(minimum: 0.5, maximum: 5))

    /// No features of users, and whole ratings.
    static let bare = Dataset(
        name: "bare", format: "test", users: EntityTable(ids: [1, 2, 3]), items: items,
        interactions: Interactions(users: [0, 1, 2], items: [0, 1, 2], ratings: [1, 3, 5]),
        scale: RatingScale(minimum: 1, maximum: 5))

    private static let items: EntityTable = {
        let genres = titles.indices.map { place -> [String] in
            [["Drama"], ["Film-Noir", "Sci & Fi"], []][place % 3]
        }
        let years: [Double?] = titles.indices.map { Double(1990 + $0) }
        var posters: [String?] = Array(repeating: nil, count: titles.count)
        posters[0] = "https://pictures.example/1.jpg?a=1&b=\"2\""
        posters[1] = "javascript:alert(1)"
        return EntityTable(
            ids: titles.indices.map { ExternalID("\($0 + 1)") },
            features: [
                Feature(name: "title", role: .title, values: .text(titles)),
                Feature(name: "year", role: .year, isInput: false, values: .numeric(years)),
                Feature(name: "genres", role: .genres, values: .multivalued(TokenColumn(rows: genres))),
                Feature(name: "poster", role: .poster, values: .text(posters)),
            ])
    }()
}
