import Support

/// One draw of a protocol: what may be shown, what may be recommended, and what is hidden of each user.
package struct GridDraw: Sendable, Equatable {
    /// Which titles may be tiles, shape [items].
    package let tiles: [Bool]
    /// Which titles may be recommended, shape [items]; pair exclusion and hidden titles narrow it further.
    package let candidates: [Bool]
    /// The titles of each user that only ``GridProtocol/heldOutTitles`` judges and never asks about,
    /// ascending; else `nil`.
    let hidden: [[Int32]]?

    /// A draw in which nothing is hidden.
    package init(tiles: [Bool], candidates: [Bool]) {
        self.init(tiles: tiles, candidates: candidates, hidden: nil)
    }

    /// The same draw with other titles that may be tiles.
    package func showing(_ tiles: [Bool]) -> GridDraw {
        GridDraw(tiles: tiles, candidates: candidates, hidden: hidden)
    }

    private init(tiles: [Bool], candidates: [Bool], hidden: [[Int32]]?) {
        (self.tiles, self.candidates, self.hidden) = (tiles, candidates, hidden)
    }

    /// All draws of a protocol.
    /// - Parameters:
    ///   - gridProtocol: the protocol.
    ///   - people: the new users.
    ///   - taken: the number of training users who took each title, shape [items].
    ///   - splits: how many halves of the catalogue are drawn.
    ///   - seed: the seed of everything drawn.
    package static func all(
        of gridProtocol: GridProtocol, people: [TapPerson], taken: [Int], splits: Int, seed: UInt64
    ) -> [GridDraw] {
        // A title that no training user took is known to nobody: it is neither shown nor recommended.
        let known = taken.map { $0 > 0 }
        switch gridProtocol {
        case .catalogueSplit:
            return (0..<splits).map { number in
                let halves = CatalogueHalves(items: taken.count, seed: seed, number: number)
                return GridDraw(
                    tiles: halves.shown.and(known), candidates: halves.recommended.and(known), hidden: nil)
            }
        case .pairExclusion: return [GridDraw(tiles: known, candidates: known, hidden: nil)]
        case .heldOutTitles:
            return [
                GridDraw(tiles: known, candidates: known, hidden: people.map { hidden(of: $0, seed: seed) })
            ]
        }
    }

    private static func hidden(of person: TapPerson, seed: UInt64) -> [Int32] {
        var generator = SeededGenerator(seed: seed, stream: .hiddenItems(user: person.user))
        return person.taken.filter { _ in generator.next() >> 63 == 0 }
    }

    /// What a user is asked about of the tiles: all but what is hidden.
    func asked(_ tiles: [Int32], person: Int) -> [Int32] {
        hidden.map { hidden in tiles.filter { !hidden[person].holds($0) } } ?? tiles
    }

    /// The titles that a user's recommendations are judged by, ascending; what is no candidate does not
    /// count.
    func relevant(_ people: [TapPerson], person: Int) -> [Int32] { hidden?[person] ?? people[person].taken }

    /// Which titles may be recommended to a user: all candidates but those excluded, and what is known of
    /// them already.
    func candidates(without excluded: [Int32], people: [TapPerson], person: Int) -> [Bool] {
        var candidates = candidates
        for item in excluded { candidates[Int(item)] = false }
        if let hidden {
            for item in people[person].taken where !hidden[person].holds(item) {
                candidates[Int(item)] = false
            }
        }
        return candidates
    }
}

extension [Bool] {
    fileprivate func and(_ other: [Bool]) -> [Bool] { zip(self, other).map { $0 && $1 } }
}
