import Datasets
import Foundation
import Preference
import Scaling
import Support
import Tasks

/// A made-up dataset with every kind of input, ids and tokens of awkward characters, and an estimator drawn
/// from a seed.
struct SmallCatalogue {
    let dataset: Dataset
    let tasks: [UserTask]
    let vocabulary: Vocabulary
    let vocabularyFile: Data
    let weights: Data
    var estimator: Estimator<Float>
    var options: TrainingOptions

    init(users: Int = 60, items: Int = 40, seed: UInt64 = 1) throws {
        var generator = SeededGenerator(seed: seed)
        func tokens(_ count: Int, _ all: [String], most: Int) -> [[String]] {
            (0..<count).map { _ in
                (0..<generator.integer(below: most + 1)).map { _ in all[generator.integer(below: all.count)] }
            }
        }
        let itemIDs = (0..<items - 2).map { ExternalID(String($0 * 3)) } + ["a b:c", "tab\tand|bar\\"]
        let itemTable = EntityTable(
            ids: itemIDs.sorted(),
            features: [
                Feature(
                    name: "genre",
                    values: .multivalued(TokenColumn(rows: tokens(items, ["x", "y z", "|"], most: 3)))),
                Feature(
                    name: "year", values: .numeric((0..<items).map { $0 % 7 == 0 ? nil : Double(1950 + $0) })),
                Feature(name: "title", role: .title, values: .text((0..<items).map { "title \($0)" })),
            ])
        let userTable = EntityTable(
            ids: ((0..<users - 1).map { ExternalID(String($0)) } + ["Zoë \\ 1"]).sorted(),
            features: [
                Feature(
                    name: "area",
                    values: .categorical(
                        TokenColumn(rows: tokens(users, ["north\teast", "S|W", "é"], most: 1)))),
                Feature(
                    name: "age", values: .numeric((0..<users).map { $0 % 5 == 0 ? nil : Double($0) / 3 })),
            ])
        tasks = (0..<users).map { user in
            var order = Array(0..<Int32(items))
            generator.shuffle(&order)
            let count = 5 + generator.integer(below: 20)
            return UserTask(
                user: Int32(user), items: Array(order.prefix(count)),
                ratings: (0..<count).map { _ in Double(2 + generator.integer(below: 9)) / 2 },
                supportCount: count - 3)
        }
        let dataset = Dataset(
            name: "made up", format: "test", users: userTable, items: itemTable,
            interactions: Interactions(users: [], items: [], ratings: []),
            scale: RatingScale(minimum: 1, maximum: 5))
        self.dataset = dataset
        let architecture = EstimatorArchitecture(for: dataset, embeddingWidth: 4, hiddenWidth: 8)
        estimator = Estimator(architecture, outputBias: 3, using: &generator)
        weights = try Safetensors(tensors: estimator.tensors).encoded()
        vocabulary = Vocabulary(
            dataset, datasetHash: dataset.contentHash, weightsHash: ContentDigest.sha256(weights),
            architecture: architecture,
            rule: TaskRule(order: .hash, queryCount: 3, minimumRatings: 5, maximumRatings: 20),
            holdout: Holdout(users: [1], items: [2], of: dataset), scaling: .identity)
        vocabularyFile = try vocabulary.encoded()
        var options = TrainingOptions.standard(seed: 7).keepingBack(0.1)
        options.epochs = 3
        options.batchSize = 4
        self.options = options
    }

    /// What a worker reads.
    func shard(_ number: Int, of count: Int) throws -> TaskShard {
        try TaskShard(
            text(number, of: count), file: "shard", vocabulary: Vocabulary(vocabularyFile, file: "vocabulary")
        )
    }

    func text(_ number: Int, of count: Int) throws -> Data {
        Data(try TaskLines(dataset).lines(tasks, shard: number, of: count).joined(separator: "\n").utf8)
    }

    func scores(_ number: Int, of count: Int, options: GradientOptions = GradientOptions()) throws
        -> ShardScores
    {
        let scores = ShardScores(
            try shard(number, of: count), vocabulary: vocabulary,
            vocabularyHash: ContentDigest.sha256(vocabularyFile),
            estimator: estimator, options: options, threads: 1)
        let lines = try scores.lines(items: vocabulary.items).joined(separator: "\n")
        return try ShardScores(Data(lines.utf8), file: "scores", items: vocabulary.items)
    }

    /// The tasks of one machine, some of which judge.
    var trainingTasks: TrainingTasks {
        TrainingTasks(
            warm: TaskSet(scenario: .warm, tasks: tasks, usersInScenario: tasks.count, ratingsInScenario: 0),
            validationShare: options.validationShare, seed: options.seed)
    }

    /// The state before the first round of a training that this estimator begins.
    func state(roundsPerEpoch: Int = 1) throws -> RoundState {
        let tasks = trainingTasks
        let trainer = try MetaTrainer(
            from: estimator, dataset: dataset, tasks: tasks, options: options, threads: 1)
        return RoundState(
            trainer, vocabulary: vocabularyFile,
            judges: tasks.validation.map { dataset.users.ids[Int($0.user)] },
            roundsPerEpoch: roundsPerEpoch, split: SplitHash(self.tasks, of: dataset))
    }
}
