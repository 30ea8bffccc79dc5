import Foundation
import Testing

@Suite("Help")
struct HelpTests {
    private static let commands: [String] = {
        let help = (try? CommandRun(["--help"]).output) ?? ""
        let list = help.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS:") }.dropFirst()
        return list.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See") }
            .compactMap { $0.split(separator: " ").first.map { String($0) } }
    }()

    @Test("lists the commands")
    func listed() { #expect(Set(Self.commands).isSuperset(of: ["import", "train", "select", "export", "lists", "runs"])) }

    @Test("is there for every command and names the workspace", arguments: commands)
    func help(_ command: String) throws {
        let help = try CommandRun([command, "--help"]).succeeded()
        #expect(help.contains("USAGE: icebreaker \(command)"))
        #expect(help.contains("--workspace"))
    }
}
