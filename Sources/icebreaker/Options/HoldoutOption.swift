import ArgumentParser
import Workflows

/// `--holdout`: `0.2`, or `users=FILE,items=FILE` of which either may be left out.
extension HoldoutChoice: ExpressibleByArgument {
    package init?(argument: String) {
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

    package var defaultValueDescription: String { "nothing" }
}
