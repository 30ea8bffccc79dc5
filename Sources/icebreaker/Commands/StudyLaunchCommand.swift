import ArgumentParser
import Storage

/// `icebreaker study launch`: locks a study's design and opens it to participants.
struct StudyLaunchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "launch", abstract: "Lock a study's design and open it to participants.",
        discussion: """
            From then on the design cannot be changed, nor what it needs of the dataset: the scale, the titles and pictures \
            shown, the questions about participants and the items that may be recommended. Its hash, printed here, is shown \
            with the results. Whom participants can ask and how long their answers are kept must be said, here or at `create`.
            """)

    @Argument(help: "The study.")
    var name: String
    @OptionGroup var consent: ConsentFlags
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let store = try StudyStore(workspace.path)
        let report = StudyReport(
            try store.launch(named: name, contact: consent.contact, retention: consent.retention))
        try output.result(report.rendered(output.format))
        for warning in report.warnings { Console.note(warning, quiet: output.quiet) }
        Console.note(
            "Participants begin at /study/\(name) while `icebreaker serve` runs.", quiet: output.quiet)
    }
}
