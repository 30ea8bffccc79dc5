import Tasks

extension EstimatorInputs {
    /// How many of some tasks read each embedding row, by their user or by one of their items.
    /// - Parameters:
    ///   - tasks: the tasks.
    ///   - architecture: whose embedding tables.
    /// - Returns: shape [embedding rows].
    package func readers(_ tasks: [UserTask], architecture: EstimatorArchitecture) -> [Int] {
        let width = architecture.embeddingWidth
        let (items, users) = (self.items.tokenFeatures, self.users.tokenFeatures)
        var readers = Array(repeating: 0, count: architecture.embeddingCount / width)
        // The last task that was counted at each row, so that none counts twice.
        var last = Array(repeating: -1, count: readers.count)
        for (number, task) in tasks.enumerated() {
            func count(_ feature: TokenFeature, _ entity: Int32) {
                for position in Int(feature.offsets[Int(entity)])..<Int(feature.offsets[Int(entity) + 1]) {
                    let row = feature.table / width + Int(feature.indices[position])
                    guard last[row] != number else { continue }
                    last[row] = number
                    readers[row] += 1
                }
            }
            for feature in users { count(feature, task.user) }
            for feature in items { for item in task.items { count(feature, item) } }
        }
        return readers
    }
}
