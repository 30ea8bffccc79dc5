import Foundation
import Preference
import Scaling
import Testing

@Suite("Shard scores")
struct ShardScoresTests {
    private static let options = GradientTarget.allCases.flatMap { gradient in
        GradientParameters.allCases.map { GradientOptions(gradient: gradient, parameters: $0, norm: .global) }
    }

    @Test("of any number of shards add up to the bytes of one machine", arguments: [1, 2, 3, 4, 8], options)
    func shards(count: Int, options: GradientOptions) throws {
        let small = try SmallCatalogue()
        let single = small.estimator.gradientNorms(
            small.tasks, inputs: EstimatorInputs(small.dataset, architecture: small.estimator.architecture),
            options: options,
            threads: 2)
        var parts = try (0..<count).map { try small.scores($0, of: count, options: options) }
        var total = parts.removeLast()
        for part in parts { try total.add(part, file: "part") }
        #expect(total.norms == single)
        #expect(total.shards == count && total.tasks == small.tasks.count)
        #expect(total.split == SplitHash(small.tasks, of: small.dataset))
    }

    @Test("of another gradient are not added")
    func foreign() throws {
        let small = try SmallCatalogue()
        var scores = try small.scores(0, of: 2)
        #expect(throws: ShardError.self) {
            try scores.add(
                small.scores(1, of: 2, options: GradientOptions(gradient: .unitError)), file: "other.scores")
        }
    }

    @Test("that are cut off or garbled are refused in one sentence", arguments: [0, 1, 2, 3, 4])
    func damaged(_ way: Int) throws {
        let small = try SmallCatalogue()
        var lines = try small.scores(0, of: 1).lines(items: small.vocabulary.items)
        switch way {
        case 0: lines.removeLast()
        case 1: lines.removeFirst()
        case 2: lines[3] = "999999\t1\tff"
        case 3: lines[2] += "xyz"
        default: lines.insert(lines[1], at: 1)
        }
        let error = #expect(throws: ShardError.self) {
            try ShardScores(
                Data(lines.joined(separator: "\n").utf8), file: "part.scores", items: small.vocabulary.items)
        }
        #expect(error?.description.hasPrefix("part.scores:") == true)
    }

    @Test("are checked against the tasks, the model and the options of the workspace")
    func check() throws {
        let small = try SmallCatalogue()
        let folder = FileManager.default.temporaryDirectory.appending(path: "scores-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let paths = try (0..<2).map { number in
            let path = folder.appending(path: "\(number)")
            let lines = try small.scores(number, of: 2).lines(items: small.vocabulary.items)
            try Data(lines.joined(separator: "\n").utf8).write(to: path)
            return path.path
        }
        let split = SplitHash(small.tasks, of: small.dataset)
        let counts = small.tasks.supportCounts(itemCount: small.vocabulary.items.count)
        let both = try GatheredScores(paths, items: small.vocabulary.items)
        try both.check(
            both.total.header, tasks: small.tasks.count, split: split, counts: counts,
            vocabulary: small.vocabulary)
        let one = try GatheredScores([paths[0]], items: small.vocabulary.items)
        let twice = try GatheredScores([paths[0], paths[0]], items: small.vocabulary.items)
        for wrong in [one, twice] {
            #expect(throws: ShardError.self) {
                try wrong.check(
                    both.total.header, tasks: small.tasks.count, split: split, counts: counts,
                    vocabulary: small.vocabulary)
            }
        }
        var header = both.total.header
        header.vocabulary = "another"
        #expect(throws: ShardError.self) {
            try both.check(
                header, tasks: small.tasks.count, split: split, counts: counts, vocabulary: small.vocabulary)
        }
        header = both.total.header
        header.weights = "another"
        #expect(throws: ShardError.self) {
            try both.check(
                header, tasks: small.tasks.count, split: split, counts: counts, vocabulary: small.vocabulary)
        }
    }

    @Test(
        "are refused where an item was scored in other pairs than these tasks have, though they are said to be the same"
    )
    func otherCounts() throws {
        let small = try SmallCatalogue()
        let file = FileManager.default.temporaryDirectory.appending(path: "scores-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        var lines = try small.scores(0, of: 1).lines(items: small.vocabulary.items)
        var fields = lines[1].split(separator: "\t").map { String($0) }
        fields[1] = "\((Int(fields[1]) ?? 0) + 1)"
        lines[1] = fields.joined(separator: "\t")
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        let scores = try GatheredScores([file.path], items: small.vocabulary.items)
        let split = SplitHash(small.tasks, of: small.dataset)
        let counts = small.tasks.supportCounts(itemCount: small.vocabulary.items.count)
        let error = #expect(throws: ShardError.self) {
            try scores.check(
                scores.total.header, tasks: small.tasks.count, split: split, counts: counts,
                vocabulary: small.vocabulary)
        }
        #expect(error?.description.contains("`\(fields[0])` has \(fields[1]) scored pairs") == true)
    }
}
