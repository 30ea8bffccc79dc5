import Datasets
import Foundation
import Support
import Testing

@Suite("Dataset merge")
struct DatasetMergeTests {
    /// The users and items of some interactions with their features, and these interactions.
    private static func part(of dataset: Dataset, rows: [Int], items kept: Set<Int> = []) -> Dataset {
        let all = dataset.interactions
        func table(_ table: EntityTable, _ positions: Set<Int>) -> (EntityTable, [Int: Int32]) {
            let order = positions.sorted()
            let features = table.features.map { feature in
                var part = feature
                part.values = feature.values.rows(order)
                return part
            }
            let places = Dictionary(uniqueKeysWithValues: zip(order, Int32(0)...))
            return (EntityTable(ids: order.map { table.ids[$0] }, features: features), places)
        }
        let (users, userPlaces) = table(dataset.users, Set(rows.map { Int(all.users[$0]) }))
        let (items, itemPlaces) = table(dataset.items, kept.union(rows.map { Int(all.items[$0]) }))
        return Dataset(
            name: dataset.name, format: dataset.format, users: users, items: items,
            interactions: Interactions(
                users: rows.map { userPlaces[Int(all.users[$0])] ?? 0 },
                items: rows.map { itemPlaces[Int(all.items[$0])] ?? 0 },
                ratings: rows.map { all.ratings[$0] },
                timestamps: all.timestamps.map { times in rows.map { times[$0] } }),
            scale: dataset.scale, feedback: dataset.feedback, reratings: dataset.reratings)
    }

    @Test("of any two parts is the whole, to the same content hash", arguments: FormatCase.all, 0..<4)
    func parts(format: FormatCase, seed: UInt64) throws {
        let whole = try DatasetReader.read(format.url, options: ReadOptions(implicit: seed % 2 == 1))
        var generator = SeededGenerator(seed: seed)
        var rows = Array(0..<whole.interactions.count)
        generator.shuffle(&rows)
        let half = rows.count / 2
        let unrated = Set(whole.items.ids.indices).subtracting(whole.interactions.items.map { Int($0) })
        let base = Self.part(of: whole, rows: rows[..<half].sorted(), items: unrated)
        let merge = try DatasetMerge(
            base, adding: Self.part(of: whole, rows: rows[half...].sorted()), source: "more")
        #expect(merge.dataset == whole)
        #expect(merge.dataset.contentHash == whole.contentHash)
        #expect(merge.newInteractions == rows.count - half)
        #expect(merge.newItems == whole.items.count - base.items.count)
        #expect(merge.newUsers == whole.users.count - base.users.count)
    }

    @Test("adds nothing twice: without times, a rating of a known pair is a fault, or left out and counted")
    func repeatedRating() throws {
        let whole = try DatasetReader.read(#require(FormatCase.all.first { !$0.hasTimes }).url)
        #expect {
            try DatasetMerge(whole, adding: whole, source: "again")
        } throws: { "\($0)".hasPrefix("again: user 1 rates item 10, which the workspace has a rating of; ") }
        let merge = try DatasetMerge(whole, adding: whole, source: "again", skipInvalid: true)
        #expect(merge.dataset.contentHash == whole.contentHash)
        #expect(merge.newInteractions == 0)
        #expect(
            merge.dataset.rejections == [
                Rejection(file: "again", reason: "rated twice", count: whole.interactions.count, firstLine: 0)
            ])
    }

    private func clicks(_ rows: [(user: Int32, item: Int32, time: Double)], title: String? = nil) -> Dataset {
        Dataset(
            name: "clicks", format: "test", users: EntityTable(ids: [1, 2]),
            items: EntityTable(
                ids: ["a", "b"],
                features: [Feature(name: "title", role: .title, values: .text([title, nil]))]),
            interactions: Interactions(
                users: rows.map(\.user), items: rows.map(\.item), ratings: rows.map { _ in 1 },
                timestamps: rows.map(\.time)),
            scale: .implicit, feedback: .implicit)
    }

    @Test("keeps the earliest of repeated interactions without ratings")
    func earliest() throws {
        let base = clicks([(0, 0, 5), (0, 1, 5)])
        let merge = try DatasetMerge(base, adding: clicks([(0, 0, 3), (0, 1, 9), (1, 1, 2)]), source: "log")
        #expect(merge.dataset.interactions.timestamps == [3, 5, 2])
        #expect(
            merge.dataset.rejections == [
                Rejection(file: "log", reason: "taken again", count: 2, firstLine: 0)
            ])
        #expect(merge.newInteractions == 1)
    }

    @Test("fills what was missing and refuses what is known otherwise")
    func cells() throws {
        let (empty, full, other) = (
            clicks([(0, 0, 5)]), clicks([(1, 0, 6)], title: "A"), clicks([(1, 1, 7)], title: "B")
        )
        let filled = try DatasetMerge(empty, adding: full, source: "more").dataset
        #expect(filled.label(ofItem: 0).title == "A")
        #expect {
            try DatasetMerge(filled, adding: other, source: "more")
        } throws: { "\($0)".hasPrefix("more: item a has another title than in the workspace; ") }
        let kept = try DatasetMerge(filled, adding: other, source: "more", skipInvalid: true).dataset
        #expect(kept.label(ofItem: 0).title == "A")
        #expect(kept.interactions.count == 3)
    }

    @Test("refuses another kind of feedback, times where there are none, and other features")
    func kinds() throws {
        let ratings = try DatasetReader.read(FormatCase.all[0].url)
        let taken = try DatasetReader.read(FormatCase.all[0].url, options: ReadOptions(implicit: true))
        var timeless = taken
        timeless.interactions = Interactions(
            users: taken.interactions.users, items: taken.interactions.items,
            ratings: taken.interactions.ratings)
        var other = taken
        other.items.features[0].name = "mood"
        for (base, addition, problem) in [
            (ratings, taken, "it has interactions without ratings, and the workspace has ratings"),
            (taken, ratings, "it has ratings, and the workspace has interactions without ratings"),
            (taken, timeless, "it has no times, and the workspace has them"),
            (timeless, taken, "it has times, and the workspace has none"),
            (taken, other, "the workspace has no item feature \"mood\"; it has genre, year, title"),
        ] {
            #expect {
                try DatasetMerge(base, adding: addition, source: "more")
            } throws: { "\($0)".hasPrefix("more: \(problem); ") }
        }
    }
}

extension FeatureValues {
    /// The cells of some rows.
    fileprivate func rows(_ order: [Int]) -> FeatureValues {
        switch self {
        case .categorical(let column): .categorical(TokenColumn(rows: order.map { column.tokens(ofRow: $0) }))
        case .multivalued(let column): .multivalued(TokenColumn(rows: order.map { column.tokens(ofRow: $0) }))
        case .numeric(let cells): .numeric(order.map { cells[$0] })
        case .text(let cells): .text(order.map { cells[$0] })
        }
    }
}
