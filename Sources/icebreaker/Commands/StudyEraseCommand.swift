import ArgumentParser
import Foundation
import Storage

/// `icebreaker study erase`: erases a participant, or a whole study.
struct StudyEraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Erase what a participant answered, or a whole study.",
        discussion: """
            Of a participant only the number, the condition and the time stay, as after withdrawing. Without PARTICIPANT the \
            study is erased with all its participants and its design. Nothing can be brought back.
            """)

    @Argument(help: "The study.")
    var name: String
    @Argument(help: "The participant: the number of the exports, the completion code, or the id.")
    var participant: String?
    @Flag(name: .long, help: "Do not ask.")
    var yes = false
    @OptionGroup var workspace: WorkspaceOptions

    func run() async throws {
        let store = try StudyStore(workspace.path)
        let study = try await store.requiredStudy(name)
        guard let participant else {
            let count = try await store.counts()[study.id] ?? StudyCounts()
            try confirm("the study \(name) with its \(count.enrolled) participants")
            try await store.erase(named: name)
            await rewriteFile(of: store)
            return try Console.result("The study \(name) and its \(count.enrolled) participants were erased.")
        }
        guard let session = try await store.participant(participant, of: study) else {
            throw StudyError.unknownParticipant(study: name)
        }
        if let withdrawn = session.withdrawnAt {
            await rewriteFile(of: store)
            return try Console.result(
                "Participant \(session.number) withdrew or was erased before, at \(withdrawn.formatted(.iso8601)); nothing is left "
                    + "to erase.")
        }
        try confirm("what participant \(session.number) of the study \(name) answered")
        try await store.withdraw(session.id, study: study)
        await rewriteFile(of: store)
        try Console.result("What participant \(session.number) of the study \(name) answered was erased.")
    }

    /// What was erased is gone from the tables; copies of single rows can be left between them until the file
    /// is written anew.
    private func rewriteFile(of store: StudyStore) async {
        do { try await store.rewriteFile() } catch {
            Console.say(
                "Erased, but the file could not be written anew (\(error)), so single rows can be left in its unused places; "
                    + "run `icebreaker study erase` again.\n")
        }
    }

    /// Asks on a terminal; elsewhere nobody could answer.
    private func confirm(_ what: String) throws {
        guard !yes else { return }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw ValidationError("this erases \(what) for good; say so with --yes.")
        }
        Console.say("Erase \(what) for good? Type yes: ")
        guard readLine()?.trimmingCharacters(in: .whitespaces).lowercased() == "yes" else {
            throw CleanExit.message("Nothing was erased.")
        }
    }
}
