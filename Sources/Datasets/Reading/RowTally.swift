/// How many rows of a file were read and how many of them were faulty.
struct RowTally: Sendable, Equatable {
    /// The rows after the header.
    var rows = 0
    /// Those that were left out for a fault.
    private(set) var faulty = 0
    private var first: (line: Int, problem: String)?

    /// Counts a row that was left out.
    mutating func count(_ fault: RowFault, line: Int) {
        guard !fault.isLeftOut else { return }
        faulty += 1
        if first == nil { first = (line, fault.problem) }
    }

    /// A file of which no row is left.
    /// - Parameters:
    ///   - file: the file's name.
    ///   - what: what its rows are, such as `item`.
    func nothingLeft(of file: String, what: String) -> DatasetError {
        DatasetError(
            file: file, line: first?.line,
            problem: "no \(what) of the \(rows) in it is valid"
                + (first.map { "; the first has this fault: \($0.problem)" } ?? ""),
            fix: "correct the file")
    }

    static func == (left: RowTally, right: RowTally) -> Bool {
        left.rows == right.rows && left.faulty == right.faulty && left.first?.line == right.first?.line
    }
}
