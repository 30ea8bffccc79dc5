/// What is wrong with what a worker, or the program that gathers from workers, was given.
public struct ShardError: Error, Equatable, CustomStringConvertible {
    /// The file's name, or `standard input`.
    public var file: String
    /// The line, counted from 1, where one line is at fault.
    public var line: Int?
    /// What was found and what was expected.
    public var problem: String
    /// What to do about it.
    public var mend: String

    /// Creates an error.
    public init(file: String, line: Int? = nil, problem: String, mend: String) {
        (self.file, self.line, self.problem, self.mend) = (file, line, problem, mend)
    }

    /// One line, whatever the input brought along: `standard input:12: item 7 is not in the vocabulary; export it again`.
    public var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem); \(mend)".onOneLine
    }
}
