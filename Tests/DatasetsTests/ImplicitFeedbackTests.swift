import Datasets
import Foundation
import Testing

@Suite("Implicit feedback")
struct ImplicitFeedbackTests {
    private static let recbole =
        "user_id:token\titem_id:token\ttimestamp:float\n1\t10\t5\n2\t10\t7\n1\t20\t6\n"
    private static let mapped = "ratings: { file: clicks.csv, columns: { user: u, item: i, timestamp: t } }"

    private func read(_ files: [String: String], _ options: ReadOptions = ReadOptions()) throws -> Dataset {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        for (name, text) in files { try folder.write(text, to: name) }
        return try DatasetReader.read(folder.url, options: options)
    }

    @Test(
        "is what a file without ratings holds",
        arguments: [
            ["x.inter": recbole], ["dataset.yaml": mapped, "clicks.csv": "u,i,t\n1,10,5\n2,10,7\n1,20,6\n"],
        ])
    func withoutRatings(files: [String: String]) throws {
        let dataset = try read(files)
        #expect(dataset.feedback == .implicit)
        #expect(dataset.scale == .implicit)
        #expect(
            dataset.interactions
                == Interactions(
                    users: [0, 0, 1], items: [0, 1, 0], ratings: [1, 1, 1], timestamps: [5, 6, 7]))
        #expect(dataset.summary.feedback == .implicit)
    }

    @Test("keeps the earliest of repeated interactions and counts the others")
    func repeated() throws {
        let dataset = try read([
            "dataset.yaml": Self.mapped, "clicks.csv": "u,i,t\n1,10,9\n1,10,5\n1,10,5\n1,20,6\n",
        ])
        #expect(dataset.interactions.items == [0, 1])
        #expect(dataset.interactions.timestamps == [5, 6])
        #expect(
            dataset.rejections == [
                Rejection(file: "clicks.csv", reason: "taken again", count: 2, firstLine: 2)
            ])
    }

    @Test("takes ratings as interactions on request, whatever they are", arguments: FormatCase.all)
    func ratingsAsInteractions(format: FormatCase) throws {
        let (rated, taken) = try (
            DatasetReader.read(format.url),
            DatasetReader.read(format.url, options: ReadOptions(implicit: true))
        )
        #expect(rated.feedback == .explicit)
        #expect(taken.feedback == .implicit)
        #expect(taken.interactions.items == rated.interactions.items)
        #expect(taken.interactions.timestamps == rated.interactions.timestamps)
        #expect(taken.interactions.ratings.allSatisfy { $0 == 1 })
        #expect(taken.contentHash != rated.contentHash)
    }

    @Test("takes ratings from a threshold on, and counts the rest", arguments: FormatCase.all)
    func threshold(format: FormatCase) throws {
        let dataset = try DatasetReader.read(
            format.url, options: ReadOptions(implicit: true, positiveFrom: 4))
        let all = SampleDataset.interactions
        let kept = (0..<all.count).filter { all.ratings[$0] >= 4 }
        #expect(
            dataset.interactions.users.map { dataset.users.ids[Int($0)] }
                == kept.map { SampleDataset.users[Int(all.users[$0])] })
        #expect(
            dataset.interactions.items.map { dataset.items.ids[Int($0)] }
                == kept.map { SampleDataset.items[Int(all.items[$0])] })
        #expect(dataset.rejections.map(\.reason) == ["rating below 4"])
        #expect(dataset.rejections.map(\.count) == [all.count - kept.count])
    }

    @Test("still finds what is wrong with a rating")
    func faults() {
        let ratings = [
            "dataset.yaml": "ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }",
            "r.csv": "u,i,r\n1,2,much\n",
        ]
        #expect(throws: DatasetError.self) { try read(ratings, ReadOptions(implicit: true)) }
    }

    @Test("has no threshold where there are no ratings, and no scale")
    func nothingToCompare() throws {
        #expect {
            try read(["x.inter": Self.recbole], ReadOptions(implicit: true, positiveFrom: 4))
        } throws: { "\($0)".contains("no ratings in it to compare with --positive-from") }
        #expect {
            try read(["dataset.yaml": "scale: [1, 5]\n" + Self.mapped, "clicks.csv": "u,i,t\n1,2,3\n"])
        } throws: { "\($0)".hasPrefix("dataset.yaml:1: scale is given, but ratings.columns has no rating") }
        #expect {
            try read(
                [
                    "dataset.yaml": "ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }",
                    "r.csv": "u,i,r\n1,2,3\n",
                ],
                ReadOptions(implicit: true, positiveFrom: 9))
        } throws: { "\($0)".contains("lower --positive-from, which is 9") }
    }
}
