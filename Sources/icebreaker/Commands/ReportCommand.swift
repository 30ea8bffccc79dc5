import ArgumentParser
import Foundation
import Reporting
import Storage
import Workflows

/// `icebreaker report`: writes what the workspace holds as one page.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Write what the workspace holds as one HTML page.",
        discussion: """
            The page needs nothing else: no network, no script. It says up front whether any strategy beats popularity, then \
            shows the lists, the measurements and how to repeat them.
            """)

    @Option(
        name: [.customShort("o"), .long], help: "The file to write.", completion: .file(extensions: ["html"]))
    var output = "report.html"
    @Option(
        name: .long,
        help: "A list to show, by number or name; may be repeated. Default: the latest version of each name.")
    var list: [String] = []
    @Option(
        name: .long,
        help:
            "An evaluation or a comparison to show, by number or kind; may be repeated. Default: the latest of each."
    )
    var analysis: [String] = []
    @OptionGroup var workspace: WorkspaceOptions
    @Flag(name: .long, help: "No progress on standard error.")
    var quiet = false

    func run() throws {
        let workspace = try workspace.open(for: .reading)
        Console.note("reading \(workspace.path)", quiet: quiet)
        let contents = try ReportReader(workspace).contents(
            lists: list.map(RecordReference.init), analyses: analysis.map(RecordReference.init),
            softwareVersion: softwareVersion)
        let page = Data(try Report(contents).html().utf8)
        try ResultFile(output).write(page)
        try Console.result("wrote \(output) (\(max(1, page.count / 1000)) kB)")
    }
}
