import ArgumentParser
import Storage

/// `icebreaker study launch`: locks a study's design and opens it to participants.
struct StudyLaunchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "launch", abstract: "Lock a study's design and open it to participants.",
        discussion: "From then on the design cannot be changed. Its hash, printed here, is shown with the results.")

    @Argument(help: "The study.")
    var name: String
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let report = StudyReport(try StudyStore(workspace.path).launch(named: name))
        try output.result(report.rendered(output.format))
        for warning in report.warnings { Console.note(warning, quiet: output.quiet) }
        Console.note("Participants begin at /study/\(name) while `icebreaker serve` runs.", quiet: output.quiet)
    }
}
