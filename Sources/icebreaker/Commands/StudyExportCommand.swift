import ArgumentParser
import Foundation
import Storage
import Study

/// `icebreaker study export`: writes what participants did, without names.
struct StudyExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what participants answered to a file, with a codebook.",
        discussion: """
            JSON has all tables, CSV takes one, named with --table: \(tables). Participants are numbered by their order of \
            joining. Languages and what participants told of themselves are left out as far as it takes that at least --min-cell \
            rows are alike in them.
            """)
    private static var tables: String { StudyExport.Name.allCases.map(\.rawValue).joined(separator: ", ") }

    @Argument(help: "The study.")
    var name: String
    @Option(name: .long, help: "Which table to write. Default: all.")
    var table: StudyExport.Name?
    @Option(
        name: .long,
        help: "The fewest participants whose rows must be alike in language and what they told; 1 writes all."
    )
    var minCell = 5
    @Option(name: .long, help: "csv, json or table.")
    var format: OutputFormat = .csv
    @OptionGroup var mark: ByteOrderMarkOption
    @Option(
        name: [.customShort("o"), .long], help: "The file to write. Default: standard output.",
        completion: .file())
    var output: String?
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        try mark.check(format)
        guard minCell >= 1 else { throw ValidationError("--min-cell must be at least 1; it is \(minCell).") }
        guard format != .csv || table != nil else {
            throw ValidationError(
                "a study has several tables and a CSV file holds one; choose it with --table: \(Self.tables); or write them all "
                    + "with --format json.")
        }
    }

    func run() async throws {
        let store = try StudyStore(workspace.path, for: .reading)
        let study = try await store.requiredStudy(name)
        let export = StudyExport(
            study.design, sessions: try await store.sessions(of: study),
            features: try await store.material(of: study).questions.map(\.feature),
            smallestCell: minCell)
        let rendered = try StudyExportReport(export: export, study: name).rendered(table, format)
        try ResultFile(output).write(mark.marked(rendered, format))
        guard export.suppressed > 0, table == nil || table == .participants else { return }
        Console.note(
            "What \(export.suppressed) participants told of themselves was left out, all or some, since fewer than \(minCell) told the "
                + "same.",
            quiet: false)
    }
}
