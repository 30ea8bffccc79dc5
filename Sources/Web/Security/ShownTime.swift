import Foundation

/// When a question was shown, as a signed field of its form, so that the server alone measures how long an answer took.
struct ShownTime: Sendable {
    private let key: SigningKey
    /// Which question it was, and whose.
    private let question: String

    init(_ question: String, of participant: String, key: SigningKey) {
        self.key = key
        self.question = "\(participant)/\(question)"
    }

    /// The field for a question that is shown now.
    func field(now: Date) -> String {
        let time = String(Int(now.timeIntervalSince1970 * 1000))
        return "\(time).\(key.signature(of: "\(question)/\(time)", for: "shown"))"
    }

    /// For how many milliseconds the question was shown; nil for a field that is not this question's.
    func milliseconds(_ field: String?, now: Date) -> Int? {
        guard let parts = field?.split(separator: ".", maxSplits: 1), parts.count == 2, let time = Int(parts[0]) else {
            return nil
        }
        guard key.isValid(String(parts[1]), of: "\(question)/\(time)", for: "shown") else { return nil }
        return max(0, Int(now.timeIntervalSince1970 * 1000) - time)
    }
}
