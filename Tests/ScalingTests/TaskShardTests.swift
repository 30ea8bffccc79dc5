import Datasets
import Foundation
import Preference
import Scaling
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
                #expect(task.items == own.items && task.ratings == own.ratings && task.supportCount == own.supportCount)
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
            ("1\t3:nan\t6:5\t\t", "no rating"), ("1\t3:5\t\t\t", "no query set"), ("1\t3:5\t3:4\t\t", "twice"),
            ("1\t3:5 \t6:5\t\t", "ends with a space"), ("\\q\t3:5\t6:5\t\t", "cannot be read"),
            ("\t3:5\t6:5\t\t", "cannot be read"),
            ("1\t3:5\t6:5\t\tx", "no number"), ("1\t3:5\t6:5\ta|b\t", "2 tokens"), ("59\t3:5\t6:5\t\t\u{1F}", "no number"),
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

    @Test("refuses another first line", arguments: ["", "{}", "{\"format\":\"icebreaker tasks 2\"}", "1\t3:5\t6:5\t\t"])
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
        let users = small.dataset.users.ids
        let split = SplitHash(small.tasks, users: users)
        #expect(SplitHash(small.tasks.reversed(), users: users) == split)
        #expect(SplitHash(split.hexadecimal) == split)
        #expect(SplitHash(Array(small.tasks.dropLast()), users: users) != split)
        var moved = small.tasks
        moved[0] = UserTask(
            user: moved[0].user, items: moved[0].items, ratings: moved[0].ratings, supportCount: moved[0].supportCount - 1)
        #expect(SplitHash(moved, users: users) != split)
    }
}
