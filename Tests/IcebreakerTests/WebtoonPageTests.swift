import Foundation
import TestSupport
import Testing

@Suite("docs/webtoons.md") struct WebtoonPageTests {
    /// A command of the page with what the page says that it prints; a line `…` stands for any lines.
    private struct Example {
        var command: String
        var lines: [Substring]

        /// Whether an output is what the page says.
        func holds(_ output: [Substring]) -> Bool {
            var parts = lines.split(separator: "…", omittingEmptySubsequences: false).map(Array.init)[...]
            guard let first = parts.popFirst(), output.starts(with: first) else { return false }
            var left = output.dropFirst(first.count)
            guard let last = parts.popLast() else { return left.isEmpty }
            for part in parts {
                guard let start = left.indices.first(where: { left[$0...].starts(with: part) }) else {
                    return false
                }
                left = left[(start + part.count)...]
            }
            return left.count >= last.count && left.suffix(last.count).elementsEqual(last)
        }
    }

    /// The examples in the order of the page: commands after `$ `, their further lines after `> `.
    private static func examples() throws -> [Example] {
        let page = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "docs/webtoons.md"), encoding: .utf8)
        var examples: [Example] = []
        for block in page.split(separator: "```console\n").dropFirst() {
            for line in block.prefix(upTo: block.firstRange(of: "```")?.lowerBound ?? block.endIndex).split(
                separator: "\n")
            {
                if line.hasPrefix("$ ") {
                    examples.append(Example(command: String(line.dropFirst(2)), lines: []))
                } else if line.hasPrefix("> ") {
                    examples[examples.count - 1].command += "\n" + line.dropFirst(2)
                } else {
                    examples[examples.count - 1].lines.append(line)
                }
            }
        }
        return examples
    }

    @Test("says what its commands print, in its order")
    func commands() throws {
        let scratch = try Scratch()
        let manager = FileManager.default
        try manager.createSymbolicLink(
            at: scratch.file("Fixtures"), withDestinationURL: ReferenceData.fixtures)
        try manager.createSymbolicLink(at: scratch.file("icebreaker"), withDestinationURL: CommandRun.program)
        let examples = try Self.examples()
        #expect(examples.count >= 8)
        for example in examples {
            let script =
                "cd '\(scratch.url.path)' && PATH=.:$PATH && unset ICEBREAKER_WORKSPACE\n\(example.command)"
            let output = try CommandRun(program: URL(filePath: "/bin/sh"), arguments: ["-c", script])
                .succeeded()
            let lines = output.split(separator: "\n")
            #expect(example.holds(lines), "\(example.command):\n\(output)")
        }
    }
}
