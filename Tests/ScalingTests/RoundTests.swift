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

    @Test("go on to the last, with a validation error from the second on")
    func finish() throws {
        let small = try SmallCatalogue()
        var (state, summaries) = (try small.state(), [RoundAverage.Summary]())
        while summaries.last?.finished != true {
            let average = try RoundAverage((0..<2).map { try Self.part(small, $0, of: 2, state) }, from: state)
            (state, summaries) = (average.state, summaries + [average.summary])
        }
        #expect(summaries.map(\.round) == [1, 2, 3])
        #expect(summaries.allSatisfy { $0.validationMAE != nil && $0.queryLoss.isFinite })
        #expect(summaries[2].bestRound != nil)
        #expect(
            try Estimator<Float>(
                Safetensors(state.weights(architecture: small.vocabulary.architecture), file: "w").tensors,
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
