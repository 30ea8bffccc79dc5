import ArgumentParser
import Datasets
import Storage

/// `icebreaker study create`: makes a study and prints its design.
struct StudyCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a study of two or more lists.",
        discussion: """
            Compares the latest melu or design list with the latest popularity list, unless --arm names others. The study is a \
            draft until it is launched. Prints the design, its hash, and how many items the arms share.
            """)

    @Argument(help: "The name, which is part of the pages' address: small letters, digits and hyphens.")
    var name: String
    @OptionGroup var study: StudyFlags
    @Option(
        name: .long,
        help: "The model that recommends, by number or name. Default: the latest that was fitted on everything, else the latest.")
    var model: String?
    @Flag(name: .long, help: "Launch the study at once.")
    var launch = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let opened = try workspace.open(for: .writing)
        guard try opened.datasetRecord().feedback == .explicit else {
            throw ImplicitFeedbackError(
                "study create", reason: "participants would give ratings that its models cannot take",
                mend: "measure lists with `icebreaker evaluate`, or make the study in a workspace with ratings")
        }
        let draft = try StudyDraft(name, flags: study, model: model, in: opened)
        opened.close()
        let store = try StudyStore(workspace.path)
        var record = try store.create(draft.design, texts: draft.texts)
        if launch { record = try store.launch(named: name) }
        let report = StudyReport(record)
        try output.result(report.rendered(output.format))
        for warning in report.warnings { Console.note(warning, quiet: output.quiet) }
        guard !launch else { return }
        Console.note("A draft; open it to participants with `icebreaker study launch \(name)`.", quiet: output.quiet)
    }
}
