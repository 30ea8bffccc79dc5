import ArgumentParser
import Storage

/// `icebreaker study close`: ends the enrolment.
struct StudyCloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close", abstract: "Take no new participants; those who began may finish.",
        discussion: "A closed study is not opened again.")

    @Argument(help: "The study.")
    var name: String
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try output.result(
            StudyReport(try StudyStore(workspace.path).close(named: name)).rendered(output.format))
    }
}
