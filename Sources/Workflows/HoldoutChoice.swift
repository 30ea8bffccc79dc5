import Datasets
import Foundation
import Support
import Tasks

/// Which users and items are held out.
package enum HoldoutChoice: Sendable, Equatable {
    /// A share of the users and the same share of the items, drawn at random.
    case share(Double)
    /// Files of ids, one a line.
    case files(users: String?, items: String?)

    /// Whether items are listed.
    package var namesItems: Bool {
        if case .files(_, .some) = self { true } else { false }
    }

    /// The positions in a dataset.
    package func holdout(of dataset: Dataset, seed: UInt64) throws -> Holdout {
        switch self {
        case .share(let share):
            var generator = SeededGenerator(seed: seed, stream: .holdout)
            return Holdout(share: share, of: dataset, using: &generator)
        case .files(let users, let items):
            return Holdout(
                users: try users.map { try IDList.read(URL(filePath: $0), of: dataset.users, what: "user") }
                    ?? [],
                items: try items.map { try IDList.read(URL(filePath: $0), of: dataset.items, what: "item") }
                    ?? [], of: dataset)
        }
    }

    /// The users alone, for what looks at new users only; the same ones as `holdout(of:seed:)` holds out.
    package func newUsers(of dataset: Dataset, seed: UInt64) throws -> Holdout {
        let both = try holdout(of: dataset, seed: seed)
        return Holdout(users: both.newUsers.indices.filter { both.newUsers[$0] }, items: [], of: dataset)
    }
}
