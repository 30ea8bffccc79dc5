import ArgumentParser
import Datasets
import Foundation
import Support
import Tasks

/// `--holdout`: which users and items training never sees.
enum HoldoutOption: ExpressibleByArgument, Equatable {
    /// `0.2`: a share of the users and the same share of the items.
    case share(Double)
    /// `users=FILE,items=FILE`: ids, one a line; either may be left out.
    case files(users: String?, items: String?)

    init?(argument: String) {
        if let share = Double(argument) {
            guard share >= 0, share < 1 else { return nil }
            self = .share(share)
            return
        }
        var (users, items): (String?, String?) = (nil, nil)
        for part in argument.split(separator: ",") {
            if part.hasPrefix("users=") {
                users = String(part.dropFirst(6))
            } else if part.hasPrefix("items=") {
                items = String(part.dropFirst(6))
            } else {
                return nil
            }
        }
        guard users != nil || items != nil else { return nil }
        self = .files(users: users, items: items)
    }

    var defaultValueDescription: String { "nothing" }

    /// The users alone, for what looks at new users only; the same ones as `holdout(of:seed:)` holds out.
    func newUsers(of dataset: Dataset, seed: UInt64) throws -> Holdout {
        if case .files(_, .some) = self {
            throw ValidationError("--holdout: only users are held out here; leave items=FILE out.")
        }
        let both = try holdout(of: dataset, seed: seed)
        return Holdout(users: both.newUsers.indices.filter { both.newUsers[$0] }, items: [], of: dataset)
    }

    /// The positions in a dataset.
    func holdout(of dataset: Dataset, seed: UInt64) throws -> Holdout {
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
}
