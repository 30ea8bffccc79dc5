import Datasets
import Support

/// How many items are left to recommend in a study, by how many users know them.
///
/// What a participant rated in a part is not recommended there, and a participant may know every item of the
/// list; so an arm is sure of the items beyond those that it asks about.
package struct RecommendableItems: Sendable {
    /// By how many users the items beyond those asked about are known, most first, shape [arms][items].
    private let counts: [[Int]]
    /// All users of the dataset.
    private let users: Int

    /// Takes counts.
    /// - Parameters:
    ///   - known: by how many users each item of the dataset is known.
    ///   - users: all users of the dataset.
    ///   - arms: the ids of the items that each arm asks about.
    package init(known: [ExternalID: Int], users: Int, arms: [[String]]) {
        self.users = users
        counts = arms.map { asked in
            let asked = Set(asked.map { ExternalID($0) })
            return known.lazy.filter { !asked.contains($0.key) }.map(\.value).sorted(by: >)
        }
    }

    /// How many items every arm can recommend at least, of those that so many users know.
    package func left(minimumKnown: Int) -> Int {
        counts.map { $0.partitionPoint { $0 >= minimumKnown } }.min() ?? 0
    }

    /// The largest number of users who must know an item so that every arm can recommend so many items.
    /// - Returns: nil where the dataset does not have so many items.
    package func largestMinimum(leaving count: Int) -> Int? {
        let largest = counts.map { count > 0 && count <= $0.count ? $0[count - 1] : nil }
        return largest.contains(nil) ? nil : largest.compactMap(\.self).min()
    }

    /// How many users must know an item where nobody says: `RecommendationFloor`, lowered where that leaves
    /// too few.
    /// - Returns: nil for all items.
    package func sensibleMinimum(leaving count: Int) -> Int? {
        let least = RecommendationFloor.minimumKnown(users: users, leaving: largestMinimum(leaving: count))
        return least > 0 ? least : nil
    }

    /// What keeps a study from recommending as many items as it promises: a sentence with a value that works.
    /// - Parameters:
    ///   - minimumKnown: how many users must know an item; nil for all items.
    ///   - wanted: how many recommendations a participant is to rate.
    package func problem(minimumKnown: Int?, wanted: Int) -> String? {
        let left = left(minimumKnown: minimumKnown ?? 0)
        guard wanted > 0, left < wanted else { return nil }
        let items = left == 1 ? "1 item is left" : left == 0 ? "no item is left" : "\(left) items are left"
        let known = minimumKnown.map { " that at least \($0) users know" } ?? ""
        let start =
            "Beyond the items that it asks about, \(items)\(known), and \(wanted) recommendations are wanted;"
        let most = self.left(minimumKnown: 0)
        if let larger = largestMinimum(leaving: wanted), minimumKnown != nil {
            let fewer = left > 0 ? ", or --recommendations \(left)" : ""
            return "\(start) give --min-known \(larger)\(fewer)."
        }
        guard most > 0 else { return "\(start) choose lists that leave something to recommend." }
        return "\(start) give --recommendations \(most)\(minimumKnown == nil ? "" : " --min-known 0")."
    }
}
