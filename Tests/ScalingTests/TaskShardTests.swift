import Datasets
import Foundation
import Preference
import Scaling
import Support
import Tasks
import Testing

@Suite("Task shard")
struct TaskShardTests {
    @Test("holds the tasks and features that were written", arguments: [1, 3])
    func roundTrip(shards: Int) throws {
        let small = try SmallCatalogue()
        var seen = 0
        for number in 0..<shards {
            let shard = try small.shard(number, of: shards)
            for task in shard.tasks {
                let id = shard.dataset.users.ids[Int(task.user)]
                let user = try #require(small.dataset.users.position(of: id))
                let own = try #require(small.tasks.first { Int($0.user) == user })
                #expect(
                    task.items == own.items && task.ratings == own.ratings
                        && task.supportCount == own.supportCount)
                seen += 1
            }
        }
        #expect(seen == small.tasks.count)
        let whole = try small.shard(0, of: 1)
        #expect(whole.dataset.users == small.dataset.users)
    }

    @Test(
        "refuses a bad line in one sentence that names it",
        arguments: [
            ("", "1 fields where 5"), ("1\t3:5\t6:5\t", "5 are expected"), ("1\t3:5\t6\t\t", "ITEM:RATING"),
            ("1\t3:5\t:5\t\t", "ITEM:RATING"),
            ("1\t3:5\t7:5\t\t", "not in the vocabulary"), ("1\t3:9\t6:5\t\t", "no rating from 1 to 5"),
            ("1\t3:nan\t6:5\t\t", "no rating"), ("1\t3:5\t\t\t", "no query set"),
            ("1\t3:5\t3:4\t\t", "twice"),
            ("1\t3:5 \t6:5\t\t", "ends with a space"), ("\\q\t3:5\t6:5\t\t", "cannot be read"),
            ("\t3:5\t6:5\t\t", "cannot be read"),
            ("1\t3:5\t6:5\t\tx", "no number"), ("1\t3:5\t6:5\ta|b\t", "2 tokens"),
            ("59\t3:5\t6:5\t\t\u{1F}", "no number"),
            ("2\t3:5\t6:5\t\t", "second task"),
        ])
    func badLine(_ line: String, _ says: String) throws {
        let small = try SmallCatalogue()
        let lines = try TaskLines(small.dataset).lines(small.tasks, shard: 0, of: 1)
        let text = (lines.prefix(4) + [line] + lines.dropFirst(4).prefix(0)).joined(separator: "\n") + "\n"
        let error = #expect(throws: ShardError.self) {
            try TaskShard(Data(text.utf8), file: "standard input", vocabulary: small.vocabulary)
        }
        #expect(error?.description.hasPrefix("standard input:5: ") == true, "\(error as Any)")
        #expect(error?.description.contains(says) == true, "\(error as Any)")
    }

    @Test(
        "refuses another first line",
        arguments: ["", "{}", "{\"format\":\"icebreaker tasks 2\"}", "1\t3:5\t6:5\t\t"])
    func badHeader(_ line: String) throws {
        let small = try SmallCatalogue()
        let error = #expect(throws: ShardError.self) {
            try TaskShard(Data(line.utf8), file: "standard input", vocabulary: small.vocabulary)
        }
        #expect(error?.line == 1)
    }

    @Test("refuses the features of another vocabulary")
    func otherFeatures() throws {
        let small = try SmallCatalogue()
        let text = "{\"format\":\"icebreaker tasks 1\",\"shard\":0,\"shards\":1,\"features\":[\"age\"]}"
        let error = #expect(throws: ShardError.self) {
            try TaskShard(Data(text.utf8), file: "standard input", vocabulary: small.vocabulary)
        }
        #expect(error?.problem.contains("area") == true)
    }

    @Test("has a split that tells any other set of tasks apart, whatever their order")
    func split() throws {
        let small = try SmallCatalogue()
        let split = SplitHash(small.tasks, of: small.dataset)
        #expect(SplitHash(small.tasks.reversed(), of: small.dataset) == split)
        #expect(SplitHash(split.hexadecimal) == split)
        #expect(SplitHash(Array(small.tasks.dropLast()), of: small.dataset) != split)
        var moved = small.tasks
        moved[0] = UserTask(
            user: moved[0].user, items: moved[0].items, ratings: moved[0].ratings,
            supportCount: moved[0].supportCount - 1)
        #expect(SplitHash(moved, of: small.dataset) != split)
    }

    /// The lines of one shard with a feature field of every task changed.
    private func changed(_ small: SmallCatalogue, field: Int, _ change: (Int, Substring) -> String) throws
        -> Data
    {
        let lines = try TaskLines(small.dataset).lines(small.tasks, shard: 0, of: 1)
        let tasks = lines.dropFirst().enumerated().map { number, line in
            var fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            fields[field] = Substring(change(number, fields[field]))
            return fields.joined(separator: "\t")
        }
        return Data(([lines[0]] + tasks).joined(separator: "\n").utf8)
    }

    @Test(
        "has another split where one user has another feature, known or not", arguments: [3, 4],
        ["", "é", "new", "7", "7.5"])
    func splitOfFeatures(field: Int, value: String) throws {
        let small = try SmallCatalogue()
        let isFitting = field == 3 ? true : value.isEmpty || Double(value) != nil
        guard isFitting else { return }
        var before = ""
        let data = try changed(small, field: field) { number, old in
            if number == 7 { before = String(old) }
            return number == 7 ? value : String(old)
        }
        let shard = try TaskShard(data, file: "shard", vocabulary: small.vocabulary)
        #expect((shard.split == SplitHash(small.tasks, of: small.dataset)) == (before == value))
    }

    @Test("has the split of the workspace in any order of a user's tokens, repeated or not")
    func splitOfRepeatedTokens() throws {
        let small = try SmallCatalogue()
        let data = try changed(small, field: 3) { "\($1)\($1.isEmpty ? "" : "|\($1)")" }
        var vocabulary = String(decoding: small.vocabularyFile, as: UTF8.self)
        // The feature of users is the only one with these tokens.
        vocabulary = vocabulary.replacing(
            "\"kind\":\"categorical\",\"name\":\"area\"", with: "\"kind\":\"multivalued\",\"name\":\"area\"")
        vocabulary = vocabulary.replacing(
            "\"deviation\":1,\"kind\":\"categorical\"", with: "\"deviation\":1,\"kind\":\"multivalued\"")
        let multivalued = try Vocabulary(Data(vocabulary.utf8), file: "vocabulary")
        let shard = try TaskShard(data, file: "shard", vocabulary: multivalued)
        #expect(shard.split == SplitHash(small.tasks, of: small.dataset))
    }

    @Test("counts what the vocabulary does not know, feature by feature, with the first of it")
    func unknown() throws {
        let small = try SmallCatalogue()
        let known = try TaskShard(small.text(0, of: 1), file: "shard", vocabulary: small.vocabulary)
        let users = small.tasks.count
        #expect(known.features.map(\.feature) == ["area", "age"])
        #expect(
            known.features.allSatisfy {
                $0.unknown == 0 && $0.known + $0.missing == users && $0.example == nil
            })
        #expect(known.features.warnings(small.vocabulary).isEmpty)
        let data = try changed(small, field: 3) { number, old in
            number < 3 ? ["É", "Z", "B"][number] : String(old)
        }
        let shard = try TaskShard(data, file: "shard", vocabulary: small.vocabulary)
        #expect(
            shard.features[0].unknown == 3 && shard.features[0].example == "B"
                && shard.features[1].unknown == 0)
        let warnings = shard.features.warnings(small.vocabulary)
        #expect(warnings.count == 1 && warnings[0].hasPrefix("3 of "))
        #expect(
            warnings.first?.contains("values of feature area are not in the vocabulary, such as `B`") == true)
    }

    @Test("with a feature of which no value is known is refused, with the likely cause")
    func allUnknown() throws {
        let small = try SmallCatalogue()
        let data = try changed(small, field: 3) { _, old in
            old.isEmpty ? "" : "s|w ".replacing("|", with: "\\p")
        }
        let error = #expect(throws: ShardError.self) {
            try TaskShard(data, file: "shard", vocabulary: small.vocabulary)
        }
        #expect(error?.description.hasPrefix("shard: none of the ") == true, "\(error as Any)")
        #expect(
            error?.problem.contains("feature area is in the vocabulary, such as `s|w ` (it has `S|W`)")
                == true,
            "\(error as Any)")
    }

    @Test("says where a whole number is written with a point")
    func pointedNumbers() throws {
        let table = EntityTable(
            ids: (0..<30).map { .integer(Int64($0)) },
            features: [
                Feature(
                    name: "age",
                    values: .categorical(TokenColumn(rows: (0..<30).map { [String($0 % 3 + 18)] })))
            ])
        let dataset = Dataset(
            name: "ages", format: "test", users: table, items: EntityTable(ids: [1, 2, 3, 4, 5]),
            interactions: Interactions(users: [], items: [], ratings: []),
            scale: RatingScale(minimum: 1, maximum: 5))
        let vocabulary = Vocabulary(
            dataset, datasetHash: "", weightsHash: nil, architecture: EstimatorArchitecture(for: dataset),
            rule: TaskRule(order: .hash, queryCount: 1, minimumRatings: 2, maximumRatings: 20),
            holdout: Holdout(nothingOf: dataset), scaling: .identity)
        let tasks = (0..<30).map { UserTask(user: $0, items: [0, 1], ratings: [1, 5], supportCount: 1) }
        let lines = try TaskLines(dataset).lines(tasks, shard: 0, of: 1)
        let pointed = [lines[0]] + lines.dropFirst().map { $0 + ".0" }
        let error = #expect(throws: ShardError.self) {
            try TaskShard(Data(pointed.joined(separator: "\n").utf8), file: "shard", vocabulary: vocabulary)
        }
        #expect(error?.problem.hasSuffix("such as `18.0` (it has `18`)") == true, "\(error as Any)")
    }
}
