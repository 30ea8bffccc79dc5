import Support

/// What is wrong with a file of weights, and how to mend it.
package struct WeightsError: Error, Equatable, CustomStringConvertible {
    /// The file's name as the user gave it.
    package var file: String
    /// What was found and what was expected.
    package var problem: String
    /// What to do about it.
    package var mend: String

    /// Creates an error.
    package init(file: String, problem: String, mend: String) {
        (self.file, self.problem, self.mend) = (file, problem, mend)
    }

    /// One line.
    package var description: String { "\(file): \(problem); \(mend)".onOneLine }
}
