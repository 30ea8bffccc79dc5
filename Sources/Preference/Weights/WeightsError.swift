import Support

/// What is wrong with a file of weights, and how to fix it.
package struct WeightsError: Error, Equatable, CustomStringConvertible {
    /// The file's name as the user gave it.
    package var file: String
    /// What was found and what was expected.
    package var problem: String
    /// What to do about it.
    package var fix: String

    /// Creates an error.
    package init(file: String, problem: String, fix: String) {
        (self.file, self.problem, self.fix) = (file, problem, fix)
    }

    /// One line.
    package var description: String { "\(file): \(problem); \(fix)".onOneLine }
}
