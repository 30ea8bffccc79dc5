import ArgumentParser
import Workflows

/// The command line: flags and glue.
struct Icebreaker: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "icebreaker",
        abstract: "Decides which items to ask a new user about.",
        discussion: """
            Learns from your ratings which items reveal most about a new user (MeLU, KDD 2019) and keeps everything in one \
            SQLite file, the workspace. The usual walk:

              icebreaker import ratings-folder
              icebreaker train
              icebreaker select
            """,
        version: softwareVersion,
        subcommands: [
            ImportCommand.self, TrainCommand.self, SelectCommand.self, EvaluateCommand.self,
            CompareCommand.self,
            ReportCommand.self, StudyCommand.self, ServeCommand.self, KeyCommand.self, AdminCommand.self,
            ExportCommand.self,
            WorkerCommand.self, ListsCommand.self, RunsCommand.self,
        ])
}
