import Datasets
import Foundation
import Testing

@Suite("Skipping invalid rows")
struct SkipInvalidTests {
    private static let movies =
        "movieId,title,genres\n10,A (1990),Drama\n20,B (1991),Comedy\n10,C (1992),War\n30,D,Drama,x\n"
    private static let ratings =
        "userId,movieId,rating,timestamp\n1,10,4,0\n1,20,6,0\n2,10,x,0\n1,10,2,0\n3,20,7,0\n1,10,3,0\n2,20\n2,20,5,0\n"

    private func read() throws -> Dataset {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(Self.movies, to: "movies.csv")
        try folder.write(Self.ratings, to: "ratings.csv")
        return try DatasetReader.read(folder.url, options: ReadOptions(skipInvalid: true))
    }

    @Test("counts them by file and reason, with the first line of each")
    func rejections() throws {
        #expect(
            try read().rejections == [
                Rejection(file: "movies.csv", reason: "item listed twice", count: 1, firstLine: 4),
                Rejection(file: "movies.csv", reason: "wrong number of fields", count: 1, firstLine: 5),
                Rejection(file: "ratings.csv", reason: "rating outside the scale", count: 2, firstLine: 3),
                Rejection(file: "ratings.csv", reason: "not a number", count: 1, firstLine: 4),
                Rejection(file: "ratings.csv", reason: "wrong number of fields", count: 1, firstLine: 8),
            ])
        #expect(try read().reratings == Reratings(rule: .latest, count: 2))
    }

    @Test("keeps the last of the ratings of one time and the first row of an item")
    func kept() throws {
        let dataset = try read()
        #expect(dataset.interactions.ratings == [3, 5])
        #expect(dataset.label(ofItem: 0).titleAndYear == "A (1990)")
    }

    @Test("takes no user, item or token from them")
    func nothingElse() throws {
        let dataset = try read()
        #expect(dataset.users.ids == [1, 2])
        #expect(dataset.items.ids == [10, 20])
        #expect(dataset.items.feature(role: .genres)?.tokenColumn?.vocabulary == ["Comedy", "Drama"])
    }
}
