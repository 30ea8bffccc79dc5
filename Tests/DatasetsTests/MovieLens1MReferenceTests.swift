import Datasets
import Foundation
import TestSupport
import Testing

/// Golden values: `vocab.json`, `item_features.csv` and `user_features.csv` as the PyTorch reference wrote
/// them.
@Suite(
    "MovieLens-1M with side information", .enabled(if: ReferenceData.isPresent, "needs the reference data"))
struct MovieLens1MReferenceTests {
    private static let dataset = Result { try DatasetReader.read(ReferenceData.movieLens1M) }

    @Test("has the users, items and ratings that its description counts")
    func counts() throws {
        let dataset = try Self.dataset.get()
        #expect(dataset.format == "movielens-1m")
        #expect(dataset.users.count == 6040)
        #expect(dataset.interactions.count == 1_000_205)
        #expect(Set(dataset.interactions.items).count == 3704)
        #expect(dataset.interactions.timestamps == nil)
        #expect(dataset.scale == RatingScale(minimum: 1, maximum: 5))
        #expect(dataset.rejections.isEmpty)
    }

    @Test("has the reference's vocabularies")
    func vocabularies() throws {
        let dataset = try Self.dataset.get()
        let data = try Data(contentsOf: ReferenceData.melu.appending(path: "vocab.json"))
        let expected = try JSONDecoder().decode([String: [String]].self, from: data)
        var found: [String: [String]] = [:]
        for feature in dataset.items.features + dataset.users.features where feature.isInput {
            found[feature.name] = feature.tokenColumn?.vocabulary
        }
        #expect(found == expected)
    }

    @Test("has the reference's features, in its order")
    func features() throws {
        let dataset = try Self.dataset.get()
        let items = try indexRows(of: dataset.items, inputs: ["rate", "genre", "director", "actor"])
        #expect(items == (try referenceRows("item_features.csv")))
        #expect(items.count == 3881)
        let users = try indexRows(of: dataset.users, inputs: ["gender", "age", "occupation", "area"])
        #expect(users == (try referenceRows("user_features.csv")))
        #expect(users.count == 6040)
    }

    @Test("labels the items")
    func labels() throws {
        let dataset = try Self.dataset.get()
        let label = dataset.label(ofItem: try #require(dataset.items.position(of: 1)))
        #expect(label.titleAndYear == "Toy Story (1995)")
        #expect(label.genres == ["Adventure", "Animation", "Comedy"])
        #expect(label.poster?.hasPrefix("https://") == true)
        #expect(
            dataset.items.features.filter(\.isInput).map(\.name) == ["rate", "genre", "director", "actor"])
    }

    /// Golden values: the lengths of the authors' lists, from the reference's description.
    @Test(
        "has every user and item of the authors' split",
        arguments: [("melu_new_users.txt", 1208), ("melu_new_items.txt", 740)])
    func split(list: String, count: Int) throws {
        let dataset = try Self.dataset.get()
        let table = list.contains("users") ? dataset.users : dataset.items
        let positions = try IDList.read(
            ReferenceData.movieLens1M.appending(path: list), of: table, what: "id")
        #expect(Set(positions).count == count)
    }

    private func indexRows(of table: EntityTable, inputs: [String]) throws -> [String] {
        let features = table.features.filter(\.isInput)
        #expect(features.map(\.name) == inputs)
        let columns = try features.map { try #require($0.tokenColumn) }
        return table.ids.indices.map { row in
            ([table.ids[row].description]
                + columns.map { $0.indices(ofRow: row).map { String($0) }.joined(separator: "|") })
                .joined(separator: ",")
        }
    }

    private func referenceRows(_ file: String) throws -> [String] {
        try String(contentsOf: ReferenceData.melu.appending(path: file), encoding: .utf8)
            .split(whereSeparator: \.isNewline).dropFirst().map { String($0) }
    }
}
