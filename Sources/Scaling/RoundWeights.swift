import Preference

/// How much each part of a round counts in the average.
///
/// A part counts by its tasks, and in an embedding row by those of them that read the row: a token that only one shard has, such
/// as a postcode, is learned there alone, and the others have nothing to say of it. A row that no task reads counts by all.
struct RoundWeights {
    private let byTasks: [Double]
    private let byReaders: [[Double]]
    private let width: Int

    /// - Parameters:
    ///   - tasks: the tasks of each part, at least one in all.
    ///   - readers: for each part and embedding row how many tasks read the row.
    ///   - width: the columns of an embedding row.
    init(tasks: [Int], readers: [[Float]], width: Int) {
        let all = Double(tasks.reduce(0, +))
        let byTasks = tasks.map { Double($0) / all }
        let rows = readers.first?.indices ?? 0..<0
        let sums = rows.map { row in readers.reduce(0) { $0 + Double($1[row]) } }
        byReaders = zip(readers, byTasks).map { part, share in
            rows.map { sums[$0] > 0 ? Double(part[$0]) / sums[$0] : share }
        }
        (self.byTasks, self.width) = (byTasks, width)
    }

    /// The weighted mean of the parts' numbers, summed in Double in the order of the parts.
    /// - Parameter blocks: of each part one number per parameter.
    func mean(_ blocks: [[Float]]) -> [Float] {
        // −0 is what changes nothing when added to: the mean of one part is that part to the bit.
        var sums = Array(repeating: -0.0, count: blocks.first?.count ?? 0)
        for (part, values) in blocks.enumerated() {
            let rows = byReaders[part]
            for row in rows.indices {
                for index in row * width..<(row + 1) * width { sums[index] += rows[row] * Double(values[index]) }
            }
            for index in rows.count * width..<values.count { sums[index] += byTasks[part] * Double(values[index]) }
        }
        return sums.map { Float($0) }
    }
}
