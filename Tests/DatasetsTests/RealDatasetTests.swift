import Datasets
import Foundation
import TestSupport
import Testing

@Suite("Real datasets")
struct RealDatasetTests {
    private static let latestSmall = ReferenceData.fixtures.appending(path: "ml-latest-small")

    /// Golden values: the counts in the dataset's own README.
    @Test("ml-latest-small has what its README counts")
    func latestSmallCounts() throws {
        let summary = try DatasetReader.read(Self.latestSmall).summary
        #expect(summary.users == 610)
        #expect(summary.usersWithRatings == 610)
        #expect(summary.items == 9742)
        #expect(summary.itemsWithRatings == 9724)
        #expect(summary.ratings == 100_836)
        #expect(summary.rejections.isEmpty)
        #expect(summary.scale == RatingScale(minimum: 0.5, maximum: 5))
        #expect(summary.hasTimestamps)
        let genre = try #require(summary.features.first { $0.name == "genre" })
        #expect(genre.vocabularySize == 19)
        #expect(genre.missing == 34)
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
