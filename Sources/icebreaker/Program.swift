import ArgumentParser
import Foundation

/// Where the program starts.
///
/// Not `Icebreaker` itself, whose `main` is asynchronous: what runs that needs open files of its own, and
/// ends the process without a word where it gets none.
@main
enum Program {
    /// What the concurrency runtime and a workspace take, with room for a file to read and one to write.
    private static let neededFiles = 16

    static func main() {
        guard mayOpen(neededFiles) else {
            Console.say(
                "Error: this process may open too few files at once (ulimit -n), at least \(neededFiles) beside those it began with; "
                    + "raise the limit with `ulimit -n 1024`.\n")
            exit(1)
        }
        Task {
            await run()
            exit(0)
        }
        dispatchMain()
    }

    /// What `Icebreaker.main()` does, with errors as the command line says them.
    private static func run() async {
        do {
            var command = try Icebreaker.parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Icebreaker.exit(withError: CommandError.of(error))
        }
    }

    private static func mayOpen(_ count: Int) -> Bool {
        var opened: [Int32] = []
        defer { opened.forEach { close($0) } }
        for _ in 0..<count {
            let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { return errno != EMFILE }
            opened.append(descriptor)
        }
        return true
    }
}
