import Foundation
import TestSupport
import Testing

@Suite("Help")
struct HelpTests {
    /// All commands, those of a group as `study create`.
    private static let commands = subcommands(of: []).flatMap { command in
        let members = subcommands(of: [command])
        return members.isEmpty ? [command] : members.map { "\(command) \($0)" }
    }

    /// The names that the help of a command, or of the program, lists.
    private static func subcommands(of command: [String]) -> [String] {
        let help = (try? CommandRun(command + ["--help"]).output) ?? ""
        let list = help.split(separator: "\n").drop { !$0.hasPrefix("SUBCOMMANDS:") }.dropFirst()
        return list.filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See") }
            .compactMap { $0.split(separator: " ").first.map { String($0) } }
    }

    /// The lines of docs/cli.md under each heading of the second level, up to the next.
    private static let documentation: [String: [Substring]] = {
        let file = ReferenceData.packageRoot.appending(path: "docs/cli.md")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        var (sections, heading) = ([String: [Substring]](), "")
        for line in text.split(separator: "\n") {
            if line.hasPrefix("## ") {
                heading = line.dropFirst(3).trimmingCharacters(in: CharacterSet(charactersIn: "`"))
            } else {
                sections[heading, default: []].append(line)
            }
        }
        return sections
    }()

    private static func flags(in text: some StringProtocol) -> Set<String> {
        Set(String(text).matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
    }

    /// The cells of the tables under a heading.
    private static func rows(under heading: String) -> [[Substring]] {
        let lines = (documentation[heading] ?? []).filter { $0.hasPrefix("|") && !$0.hasPrefix("|---") }
        return lines.map { $0.replacing("\\|", with: "/").split(separator: "|") }.map {
            $0.map { Substring($0) }
        }
    }

    /// The flags that docs/cli.md gives a command: those of its own tables, and those that hold for it with
    /// others.
    private static func documented(_ command: String) -> Set<String> {
        let shared = rows(under: "What holds for all commands").filter { row in
            guard let scope = row.last?.trimmingCharacters(in: .whitespaces) else { return false }
            return scope.hasPrefix("all") ? !scope.contains("`\(command)`") : scope.contains("`\(command)`")
        }
        return flags(in: (rows(under: command) + shared).compactMap { $0.first }.joined(separator: " "))
    }

    @Test("lists the commands that docs/cli.md describes")
    func listed() {
        #expect(Self.commands.count >= 6)
        #expect(
            Set(Self.documentation.keys).subtracting(["", "What holds for all commands"])
                == Set(Self.commands))
    }

    @Test("has the flags that docs/cli.md has", arguments: commands)
    func help(_ command: String) throws {
        let help = try CommandRun(command.split(separator: " ").map(String.init) + ["--help"]).succeeded()
        #expect(help.contains("USAGE: icebreaker \(command)"))
        let withoutWorkspace = [
            "study texts", "worker score", "worker train", "worker average", "worker count", "worker columns",
            "worker grid",
        ]
        #expect(Self.documented(command).contains("--workspace") != withoutWorkspace.contains(command))
        let options = help.split(separator: "\n").filter { $0.hasPrefix("  -") }.joined(separator: "\n")
        #expect(Self.flags(in: options).subtracting(["--help", "--version"]) == Self.documented(command))
    }

    @Test("has the strategies that docs/cli.md has")
    func strategies() {
        let cells = Self.rows(under: "select").compactMap { $0.first?.trimmingCharacters(in: .whitespaces) }
        let names = cells.filter { $0.hasPrefix("`") && !$0.hasPrefix("`-") }
        #expect(names.map { $0.replacing("`", with: "") } == SelectCommandTests.strategies)
    }
}
