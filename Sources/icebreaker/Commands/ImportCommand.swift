import ArgumentParser
import Datasets
import Foundation
import Storage
import Workflows

/// `icebreaker import`: reads files into the workspace and prints what it found.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Read ratings, or interactions without ratings, and features into the workspace.",
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
    @Flag(name: .long, help: "Take ratings as mere interactions (reads, clicks), whatever the rating.")
    var implicit = false
    @Option(
        name: .long,
        help:
            "Take the ratings from this one on as interactions and leave the others out; implies --implicit.")
    var positiveFrom: Double?
    @Option(
        name: .long,
        help: """
            Which of several ratings of the same user and item holds: latest, first or mean. Default: the latest where there are \
            times; without times a repeated rating is an error.
            """)
    var ratings: RatingRule?
    @Flag(
        name: .long,
        help:
            "Add to the dataset of the workspace; models and lists stay, marked as made on the version before."
    )
    var append = false
    @Flag(
        name: .long,
        help: "Replace another dataset in the workspace, with all models, scores and lists made from it.")
    var replace = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard !(name?.allSatisfy(\.isWhitespace) ?? false) else {
            throw ValidationError("--name: a name cannot be empty; give one, or leave --name out.")
        }
        guard !append || (!replace && name == nil) else {
            throw ValidationError("--append keeps the dataset and its name; leave out --replace and --name.")
        }
        guard positiveFrom?.isFinite ?? true else {
            throw ValidationError("--positive-from must be a number.")
        }
        guard ratings == nil || !(implicit || positiveFrom != nil) else {
            throw ValidationError(
                "--ratings chooses among ratings; leave it out with --implicit and --positive-from.")
        }
    }

    func run() throws {
        let options = ReadOptions(
            name: name, skipInvalid: skipInvalid, implicit: implicit || positiveFrom != nil,
            positiveFrom: positiveFrom,
            ratings: ratings)
        let importing = Importing(source, options: options, progress: output.progress)
        if append { return try add(importing) }
        let (dataset, outcome) = try importing.store(in: workspace.path, replacing: replace)
        try output.result(SummaryReport(dataset.summary).rendered(output.format))
        for warning in dataset.warnings { Console.warning(warning.text) }
        Console.note("\(outcome.sentence) \(workspace.path)", quiet: output.quiet)
    }

    private func add(_ importing: Importing) throws {
        let workspace = try workspace.open(for: .writing)
        let (merge, version) = try importing.append(to: workspace)
        try output.result(SummaryReport(merge.dataset.summary).rendered(output.format))
        for warning in merge.warnings { Console.warning(warning.text) }
        for rejection in merge.rejections { Console.note(rejection.sentence, quiet: output.quiet) }
        Console.note(
            version.map { merge.sentence(version: $0) + workspace.path }
                ?? "Nothing new for \(workspace.path)",
            quiet: output.quiet)
    }
}

extension RatingRule: ExpressibleByArgument {}

extension DatasetMerge {
    /// What came in, up to the name of the workspace.
    fileprivate func sentence(version: Int) -> String {
        let what = dataset.feedback == .explicit ? "rating" : "time"
        let changed =
            changedRatings > 0 ? "\(changedRatings) \(what)\(changedRatings == 1 ? "" : "s") changed, " : ""
        return
            "Version \(version) of the dataset: \(newInteractions) more interactions, \(changed)\(newUsers) more users, "
            + "\(newItems) more items in "
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
