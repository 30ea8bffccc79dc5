import Datasets
import Foundation
import TestSupport
import Testing

@Suite("Real datasets")
struct RealDatasetTests {
    private static let latestSmall = ReferenceData.fixtures.appending(path: "ml-latest-small")

    /// Golden values: the counts in the dataset's own README, less the row that the next test is about.
    @Test("ml-latest-small has what its README counts, but for one damaged row")
    func latestSmallCounts() throws {
        let summary = try DatasetReader.read(Self.latestSmall, options: ReadOptions(skipInvalid: true)).summary
        #expect(summary.users == 610)
        #expect(summary.usersWithRatings == 610)
        #expect(summary.items == 9742)
        #expect(summary.itemsWithRatings == 9724)
        #expect(summary.ratings + summary.rejections.map(\.count).reduce(0, +) == 100_836)
        #expect(summary.scale == RatingScale(minimum: 0.5, maximum: 5))
        #expect(summary.hasTimestamps)
        let genre = try #require(summary.features.first { $0.name == "genre" })
        #expect(genre.vocabularySize == 19)
        #expect(genre.missing == 34)
    }

    /// The bundled copy has a web address in the middle of one timestamp. The reader must say so rather than guess.
    @Test("ml-latest-small's damaged row is named")
    func latestSmallDamage() throws {
        let error = #expect(throws: DatasetError.self) { try DatasetReader.read(Self.latestSmall) }
        #expect(error?.file == "ratings.csv")
        #expect(error?.line == 522)
        let dataset = try DatasetReader.read(Self.latestSmall, options: ReadOptions(skipInvalid: true))
        #expect(dataset.rejections == [Rejection(file: "ratings.csv", reason: "not a number", count: 1, firstLine: 522)])
    }

    /// Golden values: the counts in MovieLens-100K's README.
    @Test(
        "MovieLens-100K as RecBole atomic files has what its README counts",
        .enabled(if: ReferenceData.isPresent, "needs the reference data"))
    func recBole100K() throws {
        let dataset = try DatasetReader.read(ReferenceData.movieLens100K)
        #expect(dataset.name == "ml-100k")
        #expect(dataset.users.count == 943)
        #expect(dataset.items.count == 1682)
        #expect(dataset.interactions.count == 100_000)
        #expect(dataset.scale == RatingScale(minimum: 1, maximum: 5))
        #expect(dataset.users.feature(named: "occupation")?.tokenColumn?.vocabulary.count == 21)
        #expect(dataset.items.feature(role: .genres)?.tokenColumn?.vocabulary.count == 19)
        // Two of the years are not numbers, so that the feature is categorical; the labels show the others.
        #expect(dataset.items.feature(role: .year)?.kind == .categorical)
        #expect(dataset.label(ofItem: 0).titleAndYear == "Toy Story (1995)")
    }
}
