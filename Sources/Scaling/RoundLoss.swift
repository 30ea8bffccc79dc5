/// What a round achieved on the tasks that taught.
struct RoundLoss: Sendable, Equatable, Codable {
    /// How many there were.
    var tasks: Int
    /// The mean over them of the query loss before each global update, on the scale 1…5 or in nats.
    var queryLoss: Double
}

extension [RoundLoss] {
    /// Whether no number is impossible.
    var isPossible: Bool { allSatisfy { (0...1 << 40).contains($0.tasks) && $0.queryLoss.isFinite } }

    /// How many tasks there were in all.
    var tasks: Int { reduce(0) { $0 + $1.tasks } }

    /// The mean of all, each counting by its tasks.
    var queryLoss: Double { reduce(0) { $0 + $1.queryLoss * Double($1.tasks) } / Double(Swift.max(tasks, 1)) }
}
