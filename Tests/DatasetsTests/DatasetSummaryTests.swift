import Datasets
import Foundation
import TestSupport
import Testing

@Suite("Dataset summary")
struct DatasetSummaryTests {
    private let folder = ReferenceData.fixtures.appending(path: "formats/movielens-1m")

    @Test("counts what the dataset holds")
    func counts() throws {
        let summary = try DatasetReader.read(folder).summary
        #expect(summary.users == 6)
        #expect(summary.usersWithRatings == 6)
        #expect(summary.items == 5)
        #expect(summary.itemsWithRatings == 4)
        #expect(summary.ratings == 12)
        #expect(summary.density == 0.4)
        #expect(summary.features.map(\.side) == [.user, .user, .user, .user, .item, .item, .item])
        #expect(summary.features.map(\.vocabularySize) == [2, 5, 4, 5, 3, nil, nil])
        #expect(summary.features.map(\.missing) == [1, 1, 1, 1, 2, 2, 1])
    }

    @Test("survives JSON")
    func json() throws {
        let summary = try DatasetReader.read(folder).summary
        let copy = try JSONDecoder().decode(DatasetSummary.self, from: JSONEncoder().encode(summary))
        #expect(copy == summary)
    }
}
