import Datasets
import Foundation
import Preference
import Support

/// Does one piece of work per line of standard input and answers with the seconds that it took, so that a script can let
/// several programs take turns on one core. See `Benchmarks/README.md`.
@main
struct Runner {
    static func main() {
        do { try run() } catch {
            FileHandle.standardError.write(Data("Error: \(error)\n".utf8))
            exit(1)
        }
    }

    private static func run() throws {
        let arguments = CommandLine.arguments
        func option(_ name: String) -> String? {
            arguments.firstIndex(of: name).flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
        }
        func number(_ name: String, _ standard: Int) -> Int { option(name).flatMap { Int($0) } ?? standard }
        if let pairs = option("--scale").flatMap({ Int($0) }) {
            ScaleMeasurement.run(pairs: pairs, threads: number("--threads", 1))
            return
        }
        guard let source = option("--source") else {
            FileHandle.standardError.write(
                Data(
                    """
                    give --source FOLDER [--users FILE --items FILE] and [--weights FILE] [--export FOLDER] or --rounds SHARDS \
                    or --grid FOLDER, \
                    or --scale PAIRS

                    """.utf8))
            exit(64)
        }
        let split = try SplitDataset(source: source, users: option("--users"), items: option("--items"))
        if let folder = option("--grid") {
            try GridMeasurement(split, folder: folder).answer()
            return
        }
        if option("--rounds") != nil {
            var rounds = try RoundsMeasurement(
                split, shards: max(1, number("--rounds", 1)), roundsPerEpoch: max(1, number("--rounds-per-epoch", 16)),
                epochs: max(1, number("--epochs", 40)), seed: UInt64(number("--seed", 0).magnitude))
            try rounds.run(every: max(1, number("--every", 20)), threads: number("--threads", 2))
            return
        }
        let workload = try Workload(split, weights: option("--weights"))
        if let path = option("--export") {
            var folder = try ArrayFolder(path)
            try folder.write(workload.dataset.items, side: "item")
            try folder.write(workload.dataset.users, side: "user")
            try folder.write(workload.tasks)
            try folder.write(workload.comparison)
            try folder.finish(workload.estimator)
        }
        print("ready \(workload.pairCount) \(workload.tasks.count)")
        fflush(nil)
        var session = Session(workload)
        while let line = readLine() { try session.answer(line) }
    }
}

/// The trainings that stay between two requests.
struct Session {
    private let workload: Workload
    private var trainers: [String: MetaTrainer<Float>] = [:]

    init(_ workload: Workload) { self.workload = workload }

    /// `score T`, `recommend USERS`, `epoch first|second STEPS T`, `compare SHOWN T`, `read FOLDER`, `peak`: prints the seconds and a number that depends on the result.
    // Never inlined, since `Benchmarks/instructions` counts what happens within it.
    @inline(never)
    mutating func answer(_ line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let threads = words.last.flatMap { Int($0) } ?? 1
        switch words.first {
        case "score":
            report { workload.score(threads: threads) }
        case "recommend":
            report { workload.recommend(users: threads) }
        case "epoch" where words.count == 4:
            let trainer =
                try trainers[line]
                ?? workload.trainer(
                    secondOrder: words[1] == "second", steps: Int(words[2]) ?? 1, threads: threads)
            trainers[line] = trainer
            let start = ContinuousClock.now
            let epoch = try trainer.runEpoch()
            report(ContinuousClock.now - start, epoch.queryLoss)
        case "compare" where words.count == 3:
            let start = ContinuousClock.now
            let errors = try workload.comparison.run(shown: Int(words[1]) ?? 40, threads: threads)
            let seconds = (ContinuousClock.now - start).inSeconds
            print(seconds, errors.map { "\($0.strategy)=\($0.error)" }.joined(separator: " "))
        case "read":
            let start = ContinuousClock.now
            let dataset = try DatasetReader.read(URL(filePath: words.dropFirst().joined(separator: " ")))
            report(ContinuousClock.now - start, Double(dataset.interactions.count))
        case "peak":
            report { Workload.peak() }
        default:
            print("what is “\(line)”?")
        }
        fflush(nil)
    }

    private func report(_ work: () -> Double) {
        let start = ContinuousClock.now
        let value = work()
        report(ContinuousClock.now - start, value)
    }

    private func report(_ duration: Duration, _ value: Double) {
        print(duration.inSeconds, value)
    }
}
