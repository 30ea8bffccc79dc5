import ArgumentParser
import Foundation
import Storage
import Workflows

/// Where everything is kept.
struct WorkspaceOptions: ParsableArguments {
    @Option(
        name: .long,
        help: "The workspace file. Default: $ICEBREAKER_WORKSPACE, else icebreaker.sqlite.",
        completion: .file(extensions: ["sqlite"]))
    var workspace: String?

    /// The path to use.
    var path: String {
        workspace ?? ProcessInfo.processInfo.environment["ICEBREAKER_WORKSPACE"].flatMap {
            $0.isEmpty ? nil : $0
        }
            ?? "icebreaker.sqlite"
    }

    /// Opens an existing workspace.
    func open(for access: Workspace.Access) throws -> Workspace { try Workspace(path, for: access) }
}

/// How results are printed.
struct OutputOptions: ParsableArguments {
    @Option(name: .long, help: "How results are printed: table, json or csv.")
    var format: OutputFormat = .table

    @Flag(name: .long, help: "No progress on standard error.")
    var quiet = false
    @OptionGroup var mark: ByteOrderMarkOption

    func validate() throws { try mark.check(format) }

    /// Where work says how far it is.
    var progress: WorkProgress { .console(quiet: quiet) }

    /// Prints a result that was rendered in this format.
    func result(_ rendered: String) throws { try Console.result(mark.marked(rendered, format)) }
}

/// Whether CSV begins with a byte order mark, without which Excel takes UTF-8 for another encoding.
struct ByteOrderMarkOption: ParsableArguments {
    @Flag(name: .long, help: "Begin CSV with a byte order mark, so that Excel reads it as UTF-8.")
    var bom = false

    /// - Throws: `ValidationError` for a mark in front of what is not CSV.
    func check(_ format: OutputFormat?) throws {
        guard !bom || format == .csv else {
            throw ValidationError("--bom marks CSV; add --format csv, or leave it out.")
        }
    }

    /// A result with the mark where it was asked for.
    func marked(_ rendered: String, _ format: OutputFormat) -> String {
        bom && format == .csv ? "\u{FEFF}" + rendered : rendered
    }
}

/// How results are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
    case csv
}

/// How work is done.
struct WorkOptions: ParsableArguments {
    @Option(name: .long, help: "The seed of everything drawn at random.")
    var seed: UInt64 = 0

    @Option(
        name: .long,
        help: "How many threads to use; the result does not depend on it. Default: one per processor.")
    var threads: Int?

    func validate() throws {
        guard threads.map({ $0 >= 1 && $0 <= 1024 }) ?? true else {
            throw ValidationError("--threads must be from 1 to 1024; it is \(threads ?? 0).")
        }
    }

    /// The number of threads to use.
    var threadCount: Int { threads ?? ProcessInfo.processInfo.activeProcessorCount }
}
