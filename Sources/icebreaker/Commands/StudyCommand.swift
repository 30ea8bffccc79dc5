import ArgumentParser
import Storage

/// `icebreaker study`: the user studies of the workspace.
struct StudyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "study", abstract: "Compare lists with real participants.",
        discussion: """
            A study is made as a draft, launched, which locks its design, and closed. Its participants take part in the pages \
            that `icebreaker serve` serves. See docs/user-study.md.
            """,
        subcommands: [
            StudyCreateCommand.self, StudyLaunchCommand.self, StudyCloseCommand.self, StudyListCommand.self,
            StudyResultsCommand.self, StudyTextsCommand.self, StudyExportCommand.self, StudyEraseCommand.self,
        ])
}

extension StudyStore {
    /// The study of a name.
    /// - Throws: `StudyError.unknownStudy` with the studies that there are.
    func requiredStudy(_ name: String) async throws -> StudyRecord {
        if let study = try await study(named: name) { return study }
        throw StudyError.unknownStudy(name, available: try await studies().map(\.design.name))
    }
}
