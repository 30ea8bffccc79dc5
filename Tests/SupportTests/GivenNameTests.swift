import Support
import Testing

@Suite("A name that a person gives")
struct GivenNameTests {
    @Test(
        "is anything that leads back to what has it",
        arguments: ["spring", "list 2", "2b", "né=e", "größer", "Latest", "0x1", "1.5"])
    func accepted(name: String) { #expect(GivenName.problem(name) == nil) }

    @Test(
        "is not what a command reads as something else",
        arguments: [
            "", "  ", "\u{2003}", "latest", "2", "-2", "+2", "0", "-x", "--name", "a\nb", "a\tb",
            "a\u{2028}b", " a", "a ",
        ])
    func refused(name: String) {
        let problem = GivenName.problem(name)
        #expect(problem?.contains("; ") == true, "\(problem ?? "")")
    }

    @Test("has at most a hundred characters")
    func length() {
        #expect(GivenName.problem(String(repeating: "ä", count: 100)) == nil)
        #expect(GivenName.problem(String(repeating: "ä", count: 101)) != nil)
    }

    @Test("suggests one that is taken where it is refused", arguments: ["latest", "2", "-17", ""])
    func suggestion(name: String) throws {
        let problem = try #require(GivenName.problem(name))
        let example = try #require(problem.components(separatedBy: "such as ").last)
        #expect(GivenName.problem(example) == nil, "\(example)")
    }
}

@Suite("A command as a person types it")
struct CommandTextTests {
    @Test(
        "is what a shell reads back",
        arguments: [
            ["a"], ["it's"], ["", "two words"], ["$HOME", "`id`", "a;b", "*", "\\n", "ü"], ["line\nend"],
        ])
    func quoted(words: [String]) throws {
        let shell = try ShellWords.read(CommandText.line(words))
        #expect(shell == ["icebreaker"] + words)
    }
}
