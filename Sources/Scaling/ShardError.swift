import Support

/// What is wrong with what a worker, or the program that gathers from workers, was given.
package struct ShardError: Error, Equatable, CustomStringConvertible {
    /// The file's name, or `standard input`.
    package var file: String
    /// The line, counted from 1, where one line is at fault.
    package var line: Int?
    /// What was found and what was expected.
    package var problem: String
    /// What to do about it.
    package var fix: String

    /// Creates an error.
    package init(file: String, line: Int? = nil, problem: String, fix: String) {
        (self.file, self.line, self.problem, self.fix) = (file, line, problem, fix)
    }

    /// One line, whatever the input brought along:
    /// `standard input:12: item 7 is not in the vocabulary; export it again`.
    package var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem); \(fix)".onOneLine
    }
}
