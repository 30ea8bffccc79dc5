import Foundation
import Preference
import Scaling
import Testing

@Suite("Rounds of training")
struct RoundTests {
    private static func part(_ small: SmallCatalogue, _ shard: Int, of shards: Int, _ state: RoundState)
        throws -> RoundPart
    {
        let part = try RoundPart(
            small.shard(shard, of: shards), vocabulary: small.vocabulary, state: state, threads: 1)
        return try RoundPart(Data(part.lines().joined(separator: "\n").utf8), file: "part", state: state)
    }

    @Test("end in the same bytes whatever order the parts come in", arguments: [1, 2, 3])
    func order(shards: Int) throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let parts = try (0..<shards).map { try Self.part(small, $0, of: shards, state) }
        let average = try RoundAverage(parts, from: state, vocabulary: small.vocabulary)
        #expect(
            try RoundAverage(parts.reversed(), from: state, vocabulary: small.vocabulary).state.encoded()
                == average.state.encoded())
        let read = try RoundState(
            average.state.encoded(), file: "state", vocabulary: small.vocabularyFile,
            architecture: small.vocabulary.architecture)
        #expect(read.rounds == 1 && average.summary.round == 1)
    }

    @Test(
        "of one shard are the epochs of one machine, to the same weights", arguments: [1, 3, 8],
        [(0, 1), (0.1, 1), (0.1, 4)])
    func oneShard(epochs: Int, setting: (validationShare: Double, roundsPerEpoch: Int)) throws {
        var small = try SmallCatalogue()
        (small.options.epochs, small.options.patience, small.options.validationShare) = (
            epochs, 2, setting.validationShare
        )
        let trainer = try MetaTrainer(
            from: small.estimator, dataset: small.dataset, tasks: small.trainingTasks, options: small.options,
            threads: 1)
        while !trainer.isFinished { try trainer.runEpoch() }
        let (state, summaries) = try Self.trained(small, shards: 1, roundsPerEpoch: setting.roundsPerEpoch)
        #expect(
            try state.weights(of: small.vocabulary.encoding)
                == trainer.best.weights(of: small.dataset, scaling: .identity).encoded())
        #expect(summaries.last?.bestEpoch == trainer.bestEpoch)
    }

    /// The state after the last round, and what was said of each.
    private static func trained(
        _ small: SmallCatalogue, shards: Int, roundsPerEpoch: Int
    ) throws -> (RoundState, [RoundAverage.Summary]) {
        var (state, summaries) = (try small.state(roundsPerEpoch: roundsPerEpoch), [RoundAverage.Summary]())
        while summaries.last?.finished != true {
            let average = try RoundAverage(
                (0..<shards).map { try part(small, $0, of: shards, state) }, from: state,
                vocabulary: small.vocabulary)
            (state, summaries) = (average.state, summaries + [average.summary])
        }
        return (state, summaries)
    }

    @Test(
        "of one global update have the first moment and the query loss of one machine", arguments: [2, 3, 5])
    func firstMoment(shards: Int) throws {
        var small = try SmallCatalogue()
        (small.options.validationShare, small.options.resamplesSets, small.options.batchSize) = (
            0, false, small.tasks.count
        )
        let trainer = try MetaTrainer(
            from: small.estimator, dataset: small.dataset, tasks: small.trainingTasks, options: small.options,
            threads: 1)
        let epoch = try trainer.runEpoch()
        let state = try small.state()
        let average = try RoundAverage(
            (0..<shards).map { try Self.part(small, $0, of: shards, state) }, from: state,
            vocabulary: small.vocabulary)
        for (mean, one) in zip(average.state.firstMoment, trainer.state.firstMoment) {
            #expect(abs(mean - one) <= 1e-6)
        }
        #expect(trainer.state.firstMoment.contains { abs($0) > 1e-3 })
        #expect(abs((average.summary.queryLoss ?? 0) - epoch.queryLoss) < 1e-5)
    }

    @Test("average by the tasks that taught")
    func shares() throws {
        var small = try SmallCatalogue(users: 61)
        small.options.validationShare = 0
        let state = try small.state()
        let parts = try (0..<2).map { try Self.part(small, $0, of: 2, state) }
        let average = try RoundAverage(parts, from: state, vocabulary: small.vocabulary).state
        for (index, mean) in average.parameters.enumerated() {
            let expected =
                (31 * Double(parts[0].parameters[index]) + 30 * Double(parts[1].parameters[index])) / 61
            #expect(abs(Double(mean) - expected) <= 1e-6 * max(1, abs(expected)))
        }
        #expect(average.parameters != parts[0].parameters)
    }

    @Test("are as many an epoch as was asked for, of which the first judges", arguments: [1, 2, 5])
    func roundsPerEpoch(_ count: Int) throws {
        let small = try SmallCatalogue()
        let (_, summaries) = try Self.trained(small, shards: 2, roundsPerEpoch: count)
        let epochs = small.options.epochs
        #expect(summaries.map(\.round) == Array(1...epochs * count + 1))
        #expect(
            summaries.map(\.epoch) == (1...epochs).flatMap { Array(repeating: $0, count: count) } + [
                epochs + 1
            ])
        for (index, summary) in summaries.enumerated() {
            #expect((summary.validationMAE != nil) == (index % count == 0))
            #expect((summary.queryLoss != nil) == (index < epochs * count))
        }
        let tasks = (0..<epochs).map { epoch in
            summaries[epoch * count..<(epoch + 1) * count].reduce(0) { $0 + $1.tasks }
        }
        #expect(Set(tasks).count == 1 && tasks[0] == small.trainingTasks.training.count)
    }

    @Test("are never more an epoch than one machine takes global updates")
    func moreRoundsThanUpdates() throws {
        var small = try SmallCatalogue()
        (small.options.validationShare, small.options.batchSize) = (0, 30)
        let (state, summaries) = try Self.trained(small, shards: 2, roundsPerEpoch: 5)
        #expect(summaries.map(\.tasks) == [30, 30, 30, 30, 30, 30] && state.rounds == 6)
    }

    @Test("may find a shard without a task that teaches")
    func emptyShard() throws {
        var small = try SmallCatalogue(users: 3)
        (small.options.validationShare, small.options.batchSize) = (0, 1)
        let (state, summaries) = try Self.trained(small, shards: 8, roundsPerEpoch: 3)
        #expect(summaries.map(\.queryLoss).contains { $0 == nil } && state.rounds == 9)
        #expect(summaries.reduce(0) { $0 + $1.tasks } == 9)
    }

    @Test(
        "refuse a state whose rounds are impossible",
        arguments: ["0", "-1", "1", "x", "9223372036854775807", nil])
    func impossibleRounds(count: String?) throws {
        let small = try SmallCatalogue()
        let first = try small.state(roundsPerEpoch: 2)
        let second = try RoundAverage(
            [Self.part(small, 0, of: 1, first)], from: first, vocabulary: small.vocabulary
        ).state
        var file = try Safetensors(second.encoded(), file: "state")
        file.metadata["rounds_per_epoch"] = count
        #expect(throws: ShardError.self) {
            try RoundState(
                file.encoded(), file: "state", vocabulary: small.vocabularyFile,
                architecture: small.vocabulary.architecture)
        }
    }

    @Test("give weights that have learned after the first")
    func first() throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let next = try RoundAverage(
            [Self.part(small, 0, of: 1, state)], from: state, vocabulary: small.vocabulary
        ).state
        #expect(
            try next.weights(of: small.vocabulary.encoding) != state.weights(of: small.vocabulary.encoding))
    }

    @Test("leave users with more ratings than the rule allows out, where the training does")
    func longHistories() throws {
        var small = try SmallCatalogue()
        small.options.validationShare = 0
        let all = try RoundAverage(
            [Self.part(small, 0, of: 1, small.state())], from: small.state(), vocabulary: small.vocabulary)
        small.options.trainsOnLongHistories = false
        let some = try RoundAverage(
            [Self.part(small, 0, of: 1, small.state())], from: small.state(), vocabulary: small.vocabulary)
        let (long, short) = (
            small.tasks.filter { $0.items.count > 20 }, small.tasks.filter { $0.items.count <= 20 }
        )
        #expect(
            all.summary.tasks == long.count + short.count && some.summary.tasks == short.count
                && !long.isEmpty)
    }

    @Test(
        "split the batch of one machine among the shards",
        arguments: zip([1, 2, 3, 8, 64], [32, 16, 11, 4, 1]))
    func batches(shards: Int, size: Int) {
        let options = TrainingOptions.standard(seed: 1)
        let shared = options.shared(among: shards)
        #expect(shared.batchSize == size)
        let rate = options.globalLearningRate * (32 / Double(size)).squareRoot()
        #expect(abs(shared.globalLearningRate - rate) < 1e-12)
        #expect((shared == options) == (shards == 1))
    }

    @Test("split a batch of any size", arguments: [1, 2, 3, 7, 1000])
    func largestBatch(shards: Int) {
        var options = TrainingOptions.standard(seed: 1)
        options.batchSize = .max
        #expect(options.shared(among: shards).batchSize >= Int.max / shards)
    }

    @Test("refuse parts that have diverged, and a state that has", arguments: [Float.nan, .infinity, 1e30])
    func diverged(value: Float) throws {
        let small = try SmallCatalogue()
        var bad = small
        bad.estimator.parameters[bad.estimator.parameters.count - 1] = value
        let state = try bad.state()
        if value.isFinite {
            #expect(throws: TrainingError.self) { try Self.part(bad, 0, of: 1, state) }
        } else {
            let bytes = try state.encoded()
            #expect(throws: TrainingError.self) {
                try RoundState(
                    bytes, file: "state", vocabulary: small.vocabularyFile,
                    architecture: small.vocabulary.architecture)
            }
        }
    }

    @Test("end with the best epoch's weights")
    func finish() throws {
        let small = try SmallCatalogue()
        let (state, summaries) = try Self.trained(small, shards: 2, roundsPerEpoch: 1)
        let errors = summaries.dropFirst().compactMap(\.validationMAE)
        #expect(errors.count == 3 && state.rounds == 3)
        #expect(summaries.last?.bestEpoch == errors.firstIndex(of: errors.min() ?? 0).map { $0 + 1 })
        #expect(
            try Estimator<Float>(
                Safetensors(state.weights(of: small.vocabulary.encoding), file: "w").tensors,
                architecture: small.vocabulary.architecture, file: "w"
            ).parameters != small.estimator.parameters)
    }

    @Test("do not depend on the number of threads")
    func threads() throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let part = try RoundPart(
            small.shard(0, of: 1), vocabulary: small.vocabulary, state: state, threads: 2)
        #expect(
            try part.lines()
                == RoundPart(small.shard(0, of: 1), vocabulary: small.vocabulary, state: state, threads: 1)
                .lines())
    }

    @Test("refuse parts that are missing, doubled or of another round")
    func incomplete() throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let parts = try (0..<2).map { try Self.part(small, $0, of: 2, state) }
        #expect(throws: ShardError.self) {
            try RoundAverage([parts[0]], from: state, vocabulary: small.vocabulary)
        }
        #expect(throws: ShardError.self) {
            try RoundAverage([parts[0], parts[0]], from: state, vocabulary: small.vocabulary)
        }
        #expect(throws: ShardError.self) { try RoundAverage([], from: state, vocabulary: small.vocabulary) }
        let next = try RoundAverage(parts, from: state, vocabulary: small.vocabulary).state
        #expect(throws: ShardError.self) {
            try RoundPart(Data(parts[0].lines().joined(separator: "\n").utf8), file: "p", state: next)
        }
    }

    @Test("refuse tasks whose users have other features than in the workspace, unless any tasks may come")
    func otherFeatures() throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let text = String(decoding: try small.text(0, of: 1), as: UTF8.self)
        var lines = text.split(separator: "\n").map { String($0) }
        let end = try #require(lines[9].lastIndex(of: "\t"))
        lines[9] = lines[9][...end] + "77"
        let shard = try TaskShard(
            Data(lines.joined(separator: "\n").utf8), file: "shard",
            vocabulary: Vocabulary(small.vocabularyFile, file: "vocabulary"))
        let part = try RoundPart(shard, vocabulary: small.vocabulary, state: state, threads: 1)
        let error = #expect(throws: ShardError.self) {
            try RoundAverage([part], from: state, vocabulary: small.vocabulary)
        }
        #expect(error?.problem.contains("where those of the workspace have") == true)
        var file = try Safetensors(state.encoded(), file: "state")
        func read() throws -> RoundState {
            try RoundState(
                file.encoded(), file: "state", vocabulary: small.vocabularyFile,
                architecture: small.vocabulary.architecture)
        }
        file.metadata["split"] = "any"
        _ = try RoundAverage([part], from: read(), vocabulary: small.vocabulary)
        file.metadata["split"] = "7"
        #expect(throws: ShardError.self) { try read() }
    }

    @Test("refuse a state that does not say who judges")
    func withoutJudges() throws {
        let small = try SmallCatalogue()
        var file = try Safetensors(small.state().encoded(), file: "state")
        file.metadata["judges"] = nil
        #expect(throws: ShardError.self) {
            try RoundState(
                file.encoded(), file: "state", vocabulary: small.vocabularyFile,
                architecture: small.vocabulary.architecture)
        }
    }

    @Test("refuse the state of another vocabulary")
    func foreign() throws {
        let (small, other) = (try SmallCatalogue(), try SmallCatalogue(seed: 5))
        #expect(throws: ShardError.self) {
            try RoundState(
                small.state().encoded(), file: "state", vocabulary: other.vocabularyFile,
                architecture: other.vocabulary.architecture)
        }
    }
}
