import Support

/// What is wrong with a dataset's files: where, what was found, and how to fix it.
package struct DatasetError: Error, Equatable, CustomStringConvertible {
    /// The file's name as the user gave it.
    package var file: String
    /// The line, counted from 1, where one line is at fault.
    package var line: Int?
    /// What was found and what was expected.
    package var problem: String
    /// What to do about it.
    package var fix: String

    /// Creates an error.
    package init(file: String, line: Int? = nil, problem: String, fix: String) {
        self.file = file
        self.line = line
        self.problem = problem
        self.fix = fix
    }

    /// One line, whatever newlines a file's name or contents brought in:
    /// `ratings.dat:12: 3 fields where 4 are expected; fix …`.
    package var description: String {
        "\(file)\(line.map { ":\($0)" } ?? ""): \(problem); \(fix)".onOneLine
    }
}

extension DatasetError {
    /// A lowest rating was asked for where there are none.
    static func nothingToCompare(in file: String) -> DatasetError {
        DatasetError(
            file: file, problem: "there are no ratings in it to compare with --positive-from",
            fix: "leave the flag out")
    }

    /// A rule for repeated ratings was given where there are none.
    package static func nothingRepeated(in file: String) -> DatasetError {
        DatasetError(
            file: file,
            problem:
                "it is read as interactions without ratings, of which the earliest of a user and an item counts",
            fix: "leave --ratings out")
    }
}
