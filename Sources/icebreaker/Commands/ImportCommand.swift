import ArgumentParser
import Datasets
import Foundation
import Storage

/// `icebreaker import`: reads files into the workspace and prints what it found.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read ratings and features into the workspace.",
        discussion: """
            SOURCE is a folder of MovieLens (latest, 1M with or without side information, 100K), of RecBole atomic files, or \
            of any CSV or TSV files with a dataset.yaml; or a dataset.yaml itself. See docs/datasets.md.
            """)

    @Argument(help: "The folder, or the dataset.yaml.", completion: .directory)
    var source: String
    @Option(name: .long, help: "What to call the dataset. Default: the folder's name.")
    var name: String?
    @Flag(name: .long, help: "Leave rows with an error out, and say how many and why, instead of stopping.")
    var skipInvalid = false
    @Flag(name: .long, help: "Replace another dataset in the workspace, with all models, scores and lists made from it.")
    var replace = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let dataset = try DatasetReader.read(
            URL(filePath: source), options: ReadOptions(name: name, skipInvalid: skipInvalid))
        let bar = ProgressBar("storing ratings", total: dataset.interactions.count, unit: "ratings", quiet: output.quiet)
        let outcome = try Workspace.creating(workspace.path) {
            try $0.store(dataset, contentHash: dataset.contentHash, replace: replace) { done, _ in bar.update(done) }
        }
        bar.finish()
        try Console.result(SummaryReport(dataset.summary).rendered(output.format))
        Console.note("\(outcome.sentence) \(workspace.path)", quiet: output.quiet)
    }
}

extension StoreOutcome {
    /// What happened, up to the name of the workspace.
    fileprivate var sentence: String {
        switch self {
        case .stored: "Stored in"
        case .unchanged: "The same dataset was already in"
        case .replaced(let old):
            "Replaced \(old.name) with its \(old.models) models, \(old.scoringRuns) scoring runs and \(old.lists) lists in"
        }
    }
}
