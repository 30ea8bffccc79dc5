import Datasets
import Elicitation
import Tasks

/// A simulated new user: which titles they have taken.
package struct TapPerson: Sendable, Equatable {
    /// The position of the user in the dataset.
    package let user: Int32
    /// Positions of the titles, ascending.
    package let taken: [Int32]

    package init(user: Int32, taken: [Int32]) { (self.user, self.taken) = (user, taken) }

    /// The fewest titles with which somebody usually takes part: with fewer, half a catalogue leaves next to
    /// nothing to find.
    package static let usualMinimum = 20

    /// The people of a table who have taken enough, in its order.
    /// - Parameter minimum: the fewest titles with which somebody takes part.
    package static func all(of table: TapTable, minimum: Int = usualMinimum) -> [TapPerson] {
        (0..<table.personCount).compactMap { person in
            let taken = table.items(of: person)
            return taken.count >= minimum ? TapPerson(user: table.people[person], taken: Array(taken)) : nil
        }
    }
}

extension TapTable {
    /// The held-out users of a dataset, or those who are not; new items are neither shown nor recommended.
    package init(of dataset: Dataset, holdout: Holdout, isHeldOut: Bool, positiveFrom: Double?) {
        self.init(
            of: dataset, positiveFrom: positiveFrom, users: holdout.newUsers.map { $0 == isHeldOut },
            items: holdout.newItems.map { !$0 })
    }
}
