/// Decides what becomes of a faulty row: the end of the reading, or a count.
struct RejectionLog {
    /// Whether faulty rows are left out instead of ending the reading.
    let skipInvalid: Bool
    /// What to do about a faulty row that ends the reading.
    let fix: String
    /// What was left out, in the order in which it was first met.
    private(set) var rejections: [Rejection] = []

    /// Starts with nothing rejected.
    init(skipInvalid: Bool, fix: String = "correct the line, or leave such lines out with --skip-invalid") {
        self.skipInvalid = skipInvalid
        self.fix = fix
    }

    /// Counts a row that is left out for a fault, or on request.
    /// - Throws: `DatasetError` when faulty rows are not to be left out.
    mutating func reject(_ fault: RowFault, file: String, line: Int? = nil) throws(DatasetError) {
        guard skipInvalid || fault.isLeftOut else {
            throw DatasetError(file: file, line: line, problem: fault.problem, fix: fault.fix ?? fix)
        }
        leaveOut(fault, file: file, line: line ?? 0)
    }

    /// Counts a row that is left out.
    mutating func leaveOut(_ fault: RowFault, file: String, line: Int) {
        if let known = rejections.firstIndex(where: { $0.file == file && $0.reason == fault.reason }) {
            rejections[known].count += 1
            rejections[known].firstLine = min(rejections[known].firstLine, line)
        } else {
            rejections.append(Rejection(file: file, reason: fault.reason, count: 1, firstLine: line))
        }
    }
}
