import Datasets
import Foundation
import Support
import Testing

/// User 1 rates item 10 three times: 5, a day later 2, and between 4; the latest comes before the one between
/// in the file.
@Suite("Repeated ratings")
struct RepeatedRatingTests {
    private static func rows(_ format: FormatCase) -> [String] {
        [
            format.row(1, 10, 2, time: SampleDataset.firstTime + 86_400),
            format.row(1, 10, 4, time: SampleDataset.firstTime + 600),
        ]
    }

    private func read(_ format: FormatCase, _ rule: RatingRule?, alone: Bool = false) throws -> Dataset {
        let copy = try format.copy(adding: Self.rows(format), alone: alone)
        defer { copy.remove() }
        return try DatasetReader.read(copy.url, options: ReadOptions(name: "x", ratings: rule))
    }

    @Test(
        "are one rating by the rule, and no fault, in every format", arguments: FormatCase.all,
        RatingRule.allCases)
    func rule(format: FormatCase, rule: RatingRule) throws {
        let dataset = try read(format, rule)
        // Without times, the order of the file is that of the ratings.
        let expected =
            switch rule {
            case .latest: format.hasTimes ? 2.0 : 4.0
            case .first: 5.0
            case .mean: 11.0 / 3
            }
        #expect(dataset.interactions.ratings[0] == expected)
        #expect(
            Array(dataset.interactions.ratings.dropFirst())
                == Array(SampleDataset.interactions.ratings.dropFirst()))
        let time = SampleDataset.firstTime + (rule == .first ? 0 : 86_400)
        #expect(dataset.interactions.timestamps?.first == (format.hasTimes ? time : nil))
        #expect(dataset.rejections.isEmpty)
        #expect(dataset.scale == format.scale)
        #expect(dataset.reratings.rule == rule && dataset.reratings.count == 2)
        #expect(dataset.reratings.behindMeans.map(\.rating) == (rule == .mean ? [2, 4, 5] : []))
        #expect(dataset.summary.reratings == 2 && dataset.summary.ratingRule == rule)
    }

    @Test(
        "are the latest where there are times and nothing else was asked for",
        arguments: FormatCase.all.filter(\.hasTimes))
    func standard(format: FormatCase) throws {
        let dataset = try read(format, nil)
        #expect(dataset.interactions.ratings[0] == 2)
        #expect(dataset.reratings.rule == .latest)
    }

    @Test(
        "are a fault without times, unless a rule says which holds",
        arguments: FormatCase.all.filter { !$0.hasTimes })
    func timeless(format: FormatCase) throws {
        let error = #expect(throws: DatasetError.self) { try read(format, nil) }
        #expect(error?.fix.contains("--ratings latest, first or mean") == true)
    }

    @Test("of the same time are the later row, or the earlier one with first")
    func ties() throws {
        let format = FormatCase.all[0]
        for (rule, expected) in [(RatingRule.latest, 2.0), (.first, 5), (.mean, 3.5)] {
            let copy = try format.copy(adding: [format.row(1, 10, 2, time: SampleDataset.firstTime)])
            defer { copy.remove() }
            let dataset = try DatasetReader.read(copy.url, options: ReadOptions(ratings: rule))
            #expect(dataset.interactions.ratings[0] == expected)
        }
    }

    @Test("written twice at the same time count once in a mean, as in exports that overlap")
    func overlap() throws {
        let format = FormatCase.all[0]
        let copy = try format.copy(
            adding: [5, 5, 1].map { format.row(1, 10, $0, time: SampleDataset.firstTime + ($0 == 1 ? 9 : 0)) }
        )
        defer { copy.remove() }
        let dataset = try DatasetReader.read(copy.url, options: ReadOptions(ratings: .mean))
        #expect(dataset.interactions.ratings[0] == 3)
        #expect(dataset.reratings.count == 3)
    }

    @Test(
        "that are added later end in the dataset of everything at once, in every format",
        arguments: FormatCase.all,
        RatingRule.allCases)
    func merging(format: FormatCase, rule: RatingRule) throws {
        let whole = try read(format, rule)
        let base = try DatasetReader.read(format.url, options: ReadOptions(name: "x", ratings: rule))
        let addition = try read(format, rule, alone: true)
        let merge = try DatasetMerge(base, adding: addition, source: "more")
        #expect(merge.dataset.contentHash == whole.contentHash)
        #expect(merge.dataset.reratings == whole.reratings)
        #expect(merge.rejections.isEmpty)
        #expect(merge.changedRatings == (rule == .first ? 0 : 1))
        // One by one as well: a mean needs what it was made of.
        var grown = base
        for row in Self.rows(format) {
            let copy = try format.copy(adding: [row], alone: true)
            defer { copy.remove() }
            let one = try DatasetReader.read(copy.url, options: ReadOptions(name: "x", ratings: rule))
            grown = try DatasetMerge(grown, adding: one, source: "more").dataset
        }
        #expect(grown.contentHash == whole.contentHash)
        #expect(grown.reratings == whole.reratings)
    }

    @Test("keep the rule that they were imported with")
    func otherRule() throws {
        let format = FormatCase.all[0]
        let base = try read(format, .first)
        #expect {
            try DatasetMerge(base, adding: read(format, .mean, alone: true), source: "more")
        } throws: {
            "\($0)".hasPrefix(
                "more: 2 repeated ratings of the workspace were imported with --ratings first; ")
        }
        let fresh = try DatasetReader.read(format.url, options: ReadOptions(name: "x", ratings: .first))
        #expect(
            try DatasetMerge(fresh, adding: read(format, .mean, alone: true), source: "more").dataset
                .reratings.rule == .mean)
    }

    @Test("of a scale that is observed widen it although another holds, however they come in")
    func scale() throws {
        let format = try #require(FormatCase.all.first { $0.format == "recbole" })
        func dataset(_ rows: [String], alone: Bool = false) throws -> Dataset {
            let copy = try format.copy(adding: rows, alone: alone)
            defer { copy.remove() }
            return try DatasetReader.read(copy.url, options: ReadOptions(name: "x"))
        }
        let (early, late) = (
            format.row(6, 50, 9, time: SampleDataset.firstTime + 700),
            format.row(6, 50, 3, time: SampleDataset.firstTime + 800)
        )
        let whole = try dataset([early, late])
        #expect(whole.scale == RatingScale(minimum: 1, maximum: 9))
        let merged = try DatasetMerge(dataset([early]), adding: dataset([late], alone: true), source: "more")
            .dataset
        #expect(merged.contentHash == whole.contentHash)
    }

    @Test(
        "of random files are those of everything at once, for any rule and split",
        arguments: RatingRule.allCases, 0..<8)
    func random(rule: RatingRule, seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let isTimed = seed % 2 == 0
        let header = isTimed ? "u,i,r,t\n" : "u,i,r\n"
        let rows = (0..<60).map { _ -> String in
            let pair =
                "\(generator.integer(below: 4)),\(generator.integer(below: 4)),\(Double(generator.integer(below: 50)) / 10)"
            return pair + (isTimed ? ",\(generator.integer(below: 6))" : "") + "\n"
        }
        let columns = "{ user: u, item: i, rating: r\(isTimed ? ", timestamp: t" : "") }"
        func read(_ rows: ArraySlice<String>) throws -> Dataset {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            try folder.write("ratings: { file: r.csv, columns: \(columns) }", to: "dataset.yaml")
            try folder.write(header + rows.joined(), to: "r.csv")
            return try DatasetReader.read(folder.url, options: ReadOptions(name: "x", ratings: rule))
        }
        let whole = try read(rows[...])
        let cut = 1 + generator.integer(below: rows.count - 1)
        let merged = try DatasetMerge(read(rows[..<cut]), adding: read(rows[cut...]), source: "more").dataset
        #expect(merged.contentHash == whole.contentHash)
        #expect(merged.reratings == whole.reratings)
    }
}
