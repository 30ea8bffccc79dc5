import Datasets
import Foundation
import TestSupport
import Testing

/// The invented data that every folder under `Fixtures/formats` holds: six readers and five films. Reader 6
/// and film 50 have ratings but no features, film 40 has features but no rating, no year and no genre.
enum SampleDataset {
    static let users: [ExternalID] = [1, 2, 3, 4, 5, 6]
    static let items: [ExternalID] = [10, 20, 30, 40, 50]
    static let titles = ["The Paper Boat", "Zwei Brücken", "Night Ferry, The", "Lanterns", "50"]
    static let years = [1994, 2003, 1987, nil, nil]
    static let genres = [["Drama"], ["Comedy", "Drama"], ["Thriller"], [], []]
    static let genders = ["F", "M", "F", "M", "F", nil]
    static let occupations = ["artist", "baker", "clerk", "diver", "clerk", nil]
    static let firstTime = 978_300_000.0

    /// In the order of the ids; the files have another.
    static let interactions = Interactions(
        users: [0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 5],
        items: [0, 1, 0, 2, 4, 1, 2, 0, 1, 2, 0, 4],
        ratings: [5, 3, 4, 2, 5, 4, 1, 3, 5, 4, 1, 2],
        timestamps: [0, 60, 100, 160, 220, 300, 360, 400, 460, 500, 660, 600].map { firstTime + $0 })
}

/// A format's fixture, and what the format cannot say or says in its own way.
struct FormatCase: Sendable, CustomTestStringConvertible {
    let folder: String
    var format: String
    var name: String?
    var scale = RatingScale(minimum: 1, maximum: 5)
    var hasTimes = true
    var hasUserFeatures = true
    /// What stands for the genres of a film that has none.
    var noGenres: [String] = []
    var itemFeatures = ["genre", "year", "title"]
    var userFeatures: [String] = []
    var inputs: [String]
    /// The file with the ratings, what stands between its fields, and whether its first line names them.
    var ratings: (file: String, separator: String, hasHeader: Bool)

    /// A line of the ratings file.
    func row(_ user: Int, _ item: Int, _ rating: Double, time: Double) -> String {
        let moment =
            format == "mapped" ? Date(timeIntervalSince1970: time).formatted(.iso8601) : "\(Int(time))"
        let fields =
            ["\(user)", "\(item)", rating == rating.rounded() ? "\(Int(rating))" : "\(rating)"]
            + (hasTimes ? [moment] : [])
        return fields.joined(separator: ratings.separator)
    }

    /// A copy of the folder with lines added to the ratings, or with these alone.
    func copy(adding rows: [String], alone: Bool = false) throws -> TemporaryFolder {
        let copy = try TemporaryFolder(copying: url)
        let text = try String(contentsOf: url.appending(path: ratings.file), encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map { String($0) }
        let kept = alone ? Array(lines.prefix(ratings.hasHeader ? 1 : 0)) : lines
        try copy.write((kept + rows).joined(separator: "\n") + "\n", to: ratings.file)
        return copy
    }

    var testDescription: String { folder }
    var url: URL { ReferenceData.fixtures.appending(path: "formats").appending(path: folder) }

    static let all: [FormatCase] = [
        FormatCase(
            folder: "movielens-latest", format: "movielens-latest",
            scale: RatingScale(minimum: 0.5, maximum: 5),
            hasUserFeatures: false, inputs: ["genre", "year"], ratings: ("ratings.csv", ",", true)),
        FormatCase(
            folder: "movielens-1m", format: "movielens-1m",
            userFeatures: ["gender", "age", "occupation", "area"],
            inputs: ["gender", "age", "occupation", "area", "genre", "year"],
            ratings: ("ratings.dat", "::", false)),
        FormatCase(
            folder: "movielens-1m-side-information", format: "movielens-1m", hasTimes: false,
            noGenres: ["nan"],
            itemFeatures: ["rate", "genre", "director", "actor", "year", "title", "poster"],
            userFeatures: ["gender", "age", "occupation", "area"],
            inputs: ["gender", "age", "occupation", "area", "rate", "genre", "director", "actor"],
            ratings: ("ratings.csv", ",", true)),
        FormatCase(
            folder: "movielens-100k", format: "movielens-100k",
            userFeatures: ["gender", "age", "occupation", "area"],
            inputs: ["gender", "age", "occupation", "area", "genre", "year"], ratings: ("u.data", "\t", false)
        ),
        FormatCase(
            folder: "recbole", format: "recbole", name: "sample",
            itemFeatures: ["movie_title", "release_year", "class"],
            userFeatures: ["gender", "age", "occupation", "taste_0", "taste_1"],
            inputs: ["gender", "age", "occupation", "taste_0", "taste_1", "release_year", "class"],
            ratings: ("sample.inter", "\t", true)),
        FormatCase(
            folder: "mapped", format: "mapped", name: "Harbour library",
            itemFeatures: ["genre", "year", "title", "note"],
            userFeatures: ["gender", "age", "occupation"], inputs: ["gender", "age", "occupation", "genre"],
            ratings: ("loans.csv", ";", true)),
    ]
}

extension Feature {
    /// The tokens of a categorical or multivalued feature.
    var tokenColumn: TokenColumn? {
        switch values {
        case .categorical(let column), .multivalued(let column): column
        case .numeric, .text: nil
        }
    }

    /// The numbers of a numeric feature.
    var numbers: [Double?]? {
        if case .numeric(let numbers) = values { numbers } else { nil }
    }

    /// The texts of a text feature.
    var texts: [String?]? {
        if case .text(let texts) = values { texts } else { nil }
    }
}
