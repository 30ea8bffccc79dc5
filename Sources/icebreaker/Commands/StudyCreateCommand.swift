import ArgumentParser
import Storage

/// `icebreaker study create`: makes a study and prints its design.
struct StudyCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a study of two or more lists.",
        discussion: """
            Compares the latest melu or design list with the latest popularity list, unless --arm names others. The study is a \
            draft until it is launched. With --answers taps participants tap the tiles of a grid, and the recommendations come \
            from the grid's own table, without a model. Prints the design, its hash, and how many items the arms share.
            """)

    @Argument(help: "The name, which is part of the pages' address: small letters, digits and hyphens.")
    var name: String
    @OptionGroup var study: StudyFlags
    @OptionGroup var consent: ConsentFlags
    @Option(
        name: .long,
        help:
            "The model that recommends, by number or name. Default: the latest that was fitted on everything, else the latest."
    )
    var model: String?
    @Flag(name: .long, help: "Launch the study at once.")
    var launch = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let opened = try workspace.open(for: .writing)
        let (design, texts) = try study.design(name, model: model, consent: consent, in: opened)
        opened.close()
        guard !launch || design.launchProblems.isEmpty else {
            throw StudyError.unlaunchable(study: name, problems: [Self.missing])
        }
        let store = try StudyStore(workspace.path)
        var record = try store.create(
            design, texts: texts, choosesMinimumKnown: study.minKnown == nil)
        if launch { record = try store.launch(named: name) }
        let report = StudyReport(record)
        try output.result(report.rendered(output.format))
        for warning in report.warnings { Console.note(warning, quiet: output.quiet) }
        if study.overRecruitment == 0 {
            Console.note(
                "Enrolment closes when \(record.design.targetSize) take part. Some who begin will not finish; to let more begin, "
                    + "make the study with --over-recruitment N.", quiet: output.quiet)
        }
        guard !launch else { return }
        let missing = record.design.launchProblems
        let next =
            missing.isEmpty
            ? ["A draft; open it to participants with `icebreaker study launch \(name)`."] : missing
        for sentence in next { Console.note(sentence, quiet: output.quiet) }
    }

    /// What to give so that a study can be launched at once.
    private static let missing = """
        Nothing was stored: the consent page must say whom participants can ask and how long their answers are kept; give \
        --contact "NAME, ADDRESS" and --retention 12m as well.
        """
}
