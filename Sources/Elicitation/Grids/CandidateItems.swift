/// Which items may become tiles: the most taken, so that a grid finds something for everybody and memory is
/// bounded.
package enum CandidateItems {
    /// How many items are tried where nobody says otherwise.
    package static let standardLimit = 400
    /// At most so many covariances, items × candidates, are kept: 1 GiB of them.
    package static let covarianceLimit = 1 << 27

    /// How many candidates a catalogue may have: 400, and fewer above 335,544 items, but at least 40.
    package static func limit(itemCount: Int) -> Int {
        max(40, min(standardLimit, covarianceLimit / max(itemCount, 1)))
    }

    /// The most taken items that somebody took and that are allowed; ties to the smaller position.
    /// - Parameters:
    ///   - taken: nᵢ, shape [items].
    ///   - limit: at most so many.
    ///   - required: items that are among them in any case, such as pins.
    ///   - isAllowed: whether an item may be shown.
    /// - Returns: positions, ascending.
    package static func mostTaken(
        _ taken: [Int], limit: Int, including required: [Int] = [],
        where isAllowed: (Int) -> Bool = { _ in true }
    ) -> [Int] {
        let possible = taken.indices.filter { taken[$0] > 0 && isAllowed($0) }
        let most = possible.sorted { (taken[$1], $0) < (taken[$0], $1) }.prefix(max(0, limit))
        return Set(most).union(required).sorted()
    }
}
