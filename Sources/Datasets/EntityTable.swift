/// All users, or all items, of a dataset with their features.
package struct EntityTable: Sendable, Equatable {
    /// The ids in ascending order; everywhere else a user or an item is its position here.
    package let ids: [ExternalID]
    /// The features in the order in which the estimator concatenates them; each has one cell per id.
    package var features: [Feature]
    private let positions: [ExternalID: Int32]

    /// Creates a table.
    /// - Precondition: the ids ascend strictly, and every feature has as many cells as there are ids.
    package init(ids: [ExternalID], features: [Feature] = []) {
        precondition(zip(ids, ids.dropFirst()).allSatisfy(<), "ids must ascend strictly")
        precondition(features.allSatisfy { $0.values.count == ids.count }, "a feature needs one cell per id")
        self.ids = ids
        self.features = features
        positions = Dictionary(uniqueKeysWithValues: zip(ids, Int32(0)...))
    }

    /// The number of users or items.
    package var count: Int { ids.count }

    /// The position of an id, or `nil` when the dataset has no such id.
    package func position(of id: ExternalID) -> Int? { positions[id].map(Int.init) }

    /// The feature with this name, if there is one.
    package func feature(named name: String) -> Feature? { features.first { $0.name == name } }

    /// The feature that people read in this role, if there is one.
    package func feature(role: FeatureRole) -> Feature? { features.first { $0.role == role } }
}
