/// Which users and items of a rating were held out (MeLU, section 4.1): the four partitions of a dataset.
package enum Scenario: String, Sendable, Codable, CaseIterable {
    /// Existing user, existing item. Training sees nothing else.
    case warm
    /// New user, existing item.
    case userCold = "user-cold"
    /// Existing user, new item.
    case itemCold = "item-cold"
    /// New user, new item.
    case userAndItemCold = "user-and-item-cold"

    /// The scenario of a rating.
    package init(newUser: Bool, newItem: Bool) {
        self = newUser ? (newItem ? .userAndItemCold : .userCold) : (newItem ? .itemCold : .warm)
    }
}
