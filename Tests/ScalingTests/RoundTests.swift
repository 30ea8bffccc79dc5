import Foundation
import Preference
import Scaling
import Testing

@Suite("Rounds of training")
struct RoundTests {
    private static func part(_ small: SmallCatalogue, _ shard: Int, of shards: Int, _ state: RoundState) throws -> RoundPart {
        let part = try RoundPart(small.shard(shard, of: shards), vocabulary: small.vocabulary, state: state, threads: 1)
        return try RoundPart(Data(part.lines().joined(separator: "\n").utf8), file: "part", state: state)
    }

    @Test("end in the same bytes whatever order the parts come in", arguments: [1, 2, 3])
    func order(shards: Int) throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let parts = try (0..<shards).map { try Self.part(small, $0, of: shards, state) }
        let average = try RoundAverage(parts, from: state)
        #expect(try RoundAverage(parts.reversed(), from: state).state.encoded() == average.state.encoded())
        let read = try RoundState(
            average.state.encoded(), file: "state", vocabulary: small.vocabularyFile, architecture: small.vocabulary.architecture)
        #expect(read.rounds == 1 && average.summary.round == 1)
    }

    @Test("of one shard are the epochs of one machine, to the same weights", arguments: [1, 3, 8], [0, 0.1])
    func oneShard(epochs: Int, validationShare: Double) throws {
        var small = try SmallCatalogue()
        (small.options.epochs, small.options.patience, small.options.validationShare) = (epochs, 2, validationShare)
        let trainer = try MetaTrainer(
            from: small.estimator, dataset: small.dataset, tasks: small.trainingTasks, options: small.options, threads: 1)
        while !trainer.isFinished { try trainer.runEpoch() }
        let (state, summary) = try Self.trained(small, shards: 1)
        #expect(
            try state.weights() == Safetensors(tensors: trainer.best.tensors).encoded()
        )
        #expect(summary.bestRound == trainer.bestEpoch)
    }

    /// The state after the last round, and what was said of it.
    private static func trained(_ small: SmallCatalogue, shards: Int) throws -> (RoundState, RoundAverage.Summary) {
        var state = try small.state()
        while true {
            let average = try RoundAverage((0..<shards).map { try part(small, $0, of: shards, state) }, from: state)
            state = average.state
            guard !average.summary.finished else { return (state, average.summary) }
        }
    }

    @Test("average an embedding row by the tasks that read it")
    func readers() throws {
        var small = try SmallCatalogue()
        small.options.validationShare = 0
        let state = try small.state()
        let parts = try (0..<2).map { try Self.part(small, $0, of: 2, state) }
        let average = try RoundAverage(parts, from: state).state
        let architecture = small.vocabulary.architecture
        let inputs = EstimatorInputs(small.dataset, architecture: architecture)
        let readers = (0..<2).map { shard in
            inputs.readers(small.tasks.indices.filter { $0 % 2 == shard }.map { small.tasks[$0] }, architecture: architecture)
        }
        #expect(readers[0].count * architecture.embeddingWidth == architecture.embeddingCount)
        let tasks = parts.indices.map { shard in small.tasks.indices.count { $0 % 2 == shard } }
        #expect(zip(readers[0], readers[1]).contains { $0 * tasks[1] != $1 * tasks[0] })
        for row in readers[0].indices {
            let count = readers.map { Double($0[row]) }
            for index in row * architecture.embeddingWidth..<(row + 1) * architecture.embeddingWidth {
                let own = parts.map { Double($0.parameters[index]) }
                let mean = (count[0] * own[0] + count[1] * own[1]) / (count[0] + count[1])
                guard count[0] + count[1] > 0 else { continue }
                #expect(abs(Double(average.parameters[index]) - mean) <= 1e-6 * max(1, abs(mean)))
            }
        }
    }

    @Test("give weights that have learned after the first")
    func first() throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let next = try RoundAverage([Self.part(small, 0, of: 1, state)], from: state).state
        #expect(try next.weights() != state.weights())
    }

    @Test("leave users with more ratings than the rule allows out, where the training does")
    func longHistories() throws {
        var small = try SmallCatalogue()
        small.options.validationShare = 0
        let all = try RoundAverage([Self.part(small, 0, of: 1, small.state())], from: small.state())
        small.options.trainsOnLongHistories = false
        let some = try RoundAverage([Self.part(small, 0, of: 1, small.state())], from: small.state())
        let (long, short) = (small.tasks.filter { $0.items.count > 20 }, small.tasks.filter { $0.items.count <= 20 })
        #expect(all.summary.tasks == long.count + short.count && some.summary.tasks == short.count && !long.isEmpty)
    }

    @Test(
        "split the batch of one machine among the shards", arguments: zip([1, 2, 3, 8, 64], [32, 16, 11, 4, 1]))
    func batches(shards: Int, size: Int) {
        let options = TrainingOptions.standard(seed: 1)
        let shared = options.shared(among: shards)
        #expect(shared.batchSize == size)
        let rate = options.globalLearningRate * (32 / Double(size)).squareRoot()
        #expect(abs(shared.globalLearningRate - rate) < 1e-12)
        #expect((shared == options) == (shards == 1))
    }

    @Test("go on to the last, with a validation error from the second on")
    func finish() throws {
        let small = try SmallCatalogue()
        var (state, summaries) = (try small.state(), [RoundAverage.Summary]())
        while summaries.last?.finished != true {
            let average = try RoundAverage((0..<2).map { try Self.part(small, $0, of: 2, state) }, from: state)
            (state, summaries) = (average.state, summaries + [average.summary])
        }
        #expect(summaries.map(\.round) == [1, 2, 3, 4])
        #expect(summaries.allSatisfy { $0.validationMAE != nil })
        #expect(summaries.map { $0.queryLoss != nil } == [true, true, true, false])
        #expect(summaries[3].bestRound != nil && state.rounds == 3)
        #expect(
            try Estimator<Float>(
                Safetensors(state.weights(), file: "w").tensors,
                architecture: small.vocabulary.architecture, file: "w"
            ).parameters != small.estimator.parameters)
    }

    @Test("do not depend on the number of threads")
    func threads() throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let part = try RoundPart(small.shard(0, of: 1), vocabulary: small.vocabulary, state: state, threads: 2)
        #expect(
            try part.lines() == RoundPart(small.shard(0, of: 1), vocabulary: small.vocabulary, state: state, threads: 1).lines())
    }

    @Test("refuse parts that are missing, doubled or of another round")
    func incomplete() throws {
        let small = try SmallCatalogue()
        let state = try small.state()
        let parts = try (0..<2).map { try Self.part(small, $0, of: 2, state) }
        #expect(throws: ShardError.self) { try RoundAverage([parts[0]], from: state) }
        #expect(throws: ShardError.self) { try RoundAverage([parts[0], parts[0]], from: state) }
        #expect(throws: ShardError.self) { try RoundAverage([], from: state) }
        let next = try RoundAverage(parts, from: state).state
        #expect(throws: ShardError.self) {
            try RoundPart(Data(parts[0].lines().joined(separator: "\n").utf8), file: "p", state: next)
        }
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
