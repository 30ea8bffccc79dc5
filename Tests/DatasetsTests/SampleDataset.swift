import Datasets
import Foundation
import TestSupport
import Testing

/// The invented data that every folder under `Fixtures/formats` holds: six readers and five films. Reader 6 and film 50
/// have ratings but no features, film 40 has features but no rating, no year and no genre.
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

    var testDescription: String { folder }
    var url: URL { ReferenceData.fixtures.appending(path: "formats").appending(path: folder) }

    static let all: [FormatCase] = [
        FormatCase(
            folder: "movielens-latest", format: "movielens-latest", scale: RatingScale(minimum: 0.5, maximum: 5),
            hasUserFeatures: false, inputs: ["genre", "year"]),
        FormatCase(
            folder: "movielens-1m", format: "movielens-1m", userFeatures: ["gender", "age", "occupation", "area"],
            inputs: ["gender", "age", "occupation", "area", "genre", "year"]),
        FormatCase(
            folder: "movielens-1m-side-information", format: "movielens-1m", hasTimes: false, noGenres: ["nan"],
            itemFeatures: ["rate", "genre", "director", "actor", "year", "title", "poster"],
            userFeatures: ["gender", "age", "occupation", "area"],
            inputs: ["gender", "age", "occupation", "area", "rate", "genre", "director", "actor"]),
        FormatCase(
            folder: "movielens-100k", format: "movielens-100k", userFeatures: ["gender", "age", "occupation", "area"],
            inputs: ["gender", "age", "occupation", "area", "genre", "year"]),
        FormatCase(
            folder: "recbole", format: "recbole", name: "sample", itemFeatures: ["movie_title", "release_year", "class"],
            userFeatures: ["gender", "age", "occupation", "taste_0", "taste_1"],
            inputs: ["gender", "age", "occupation", "taste_0", "taste_1", "release_year", "class"]),
        FormatCase(
            folder: "mapped", format: "mapped", name: "Harbour library", itemFeatures: ["genre", "year", "title", "note"],
            userFeatures: ["gender", "age", "occupation"], inputs: ["gender", "age", "occupation", "genre"]),
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
