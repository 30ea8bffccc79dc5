import Preference
import Testing

@Suite("Training state")
struct TrainingStateTests {
    static func trainer(_ epochs: Int, threads: Int = 1) throws -> MetaTrainer<Float> {
        let problem = SmallProblem()
        var options = TrainingOptions.standard(seed: 3)
        options.epochs = epochs
        options.batchSize = 1
        options.validationShare = 0
        return try MetaTrainer(
            dataset: problem.dataset, tasks: TrainingTasks(warm: problem.tasks, validationShare: 0, seed: 3),
            options: options,
            threads: threads)
    }

    @Test("restored after any epoch ends in the same bytes", arguments: 0..<5)
    func resumed(after epochs: Int) throws {
        let whole = try Self.trainer(5)
        while !whole.isFinished { try whole.runEpoch() }
        let first = try Self.trainer(5)
        for _ in 0..<epochs { try first.runEpoch() }
        let second = try Self.trainer(5)
        try second.restore(first.savedState())
        while !second.isFinished { try second.runEpoch() }
        #expect(try second.savedState() == whole.savedState())
    }

    @Test("of other options is refused")
    func foreign() throws {
        let state = try Self.trainer(5).savedState()
        let other = try Self.trainer(6)
        #expect(throws: TrainingError.self) { try other.restore(state) }
    }

    @Test("is the same on 1, 2 and 3 threads")
    func threads() throws {
        let states = try [1, 2, 3].map {
            let trainer = try Self.trainer(3, threads: $0)
            while !trainer.isFinished { try trainer.runEpoch() }
            return try trainer.savedState()
        }
        #expect(states[0] == states[1] && states[0] == states[2])
    }

    @Test(
        "with a number that is not finite is refused",
        arguments: ["parameters", "averaged", "best", "adam.second_moment"])
    func diverged(block: String) throws {
        let trainer = try Self.trainer(5)
        try trainer.runEpoch()
        var file = try Safetensors(trainer.savedState(), file: "state")
        let tensor = try #require(file.tensors[block])
        var values: [Float] = tensor.values()
        values[3] = .infinity
        file.tensors[block] = Tensor(values, shape: tensor.shape)
        let bytes = try file.encoded()
        #expect(throws: TrainingError.self) { try Self.trainer(5).restore(bytes) }
    }
}
