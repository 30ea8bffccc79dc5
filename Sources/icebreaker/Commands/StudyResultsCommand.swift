import ArgumentParser
import Foundation
import Storage

/// `icebreaker study results`: how far a study's participants came and what it found.
struct StudyResultsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "results", abstract: "Show how far a study's participants came and what it found.",
        discussion: """
            While a study runs and fewer participants than planned completed it, only counts are shown: tests that are looked \
            at again and again find what is not there. See docs/user-study.md.
            """)

    @Argument(help: "The study's name.")
    var name: String
    @Option(name: .long, help: "The fewest participants that a figure may come from; 1 shows all.")
    var minCell = 5
    @Flag(name: .long, help: "Show the tests although the study runs; they are not the planned analysis.")
    var interim = false
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard (1...1000).contains(minCell) else {
            throw ValidationError("--min-cell must be from 1 to 1000; it is \(minCell).")
        }
    }

    func run() async throws {
        let store = try StudyStore(workspace.path, for: .reading)
        let study = try await store.requiredStudy(name)
        let results = try await store.results(of: study, minCell: minCell).shown(interim: interim)
        try output.result(StudyResultsReport(results, status: study.status).rendered(output.format))
    }
}
