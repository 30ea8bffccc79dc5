import Datasets

/// What is wrong with a file of weights, and how to mend it.
public struct WeightsError: Error, Equatable, CustomStringConvertible {
    /// The file's name as the user gave it.
    public var file: String
    /// What was found and what was expected.
    public var problem: String
    /// What to do about it.
    public var mend: String

    /// Creates an error.
    public init(file: String, problem: String, mend: String) {
        (self.file, self.problem, self.mend) = (file, problem, mend)
    }

    /// One line.
    public var description: String { "\(file): \(problem); \(mend)".onOneLine }
}
