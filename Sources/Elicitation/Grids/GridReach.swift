/// How many tiles of a grid people can tap: those that they have taken.
package struct GridReach: Sendable, Equatable {
    /// How many tiles a service asks a person to tap at least.
    package static let enoughTaps = 3

    /// How many people can tap exactly k tiles, shape [tiles + 1].
    package let people: [Int]

    /// Counts.
    /// - Parameters:
    ///   - tiles: positions of items, each once.
    ///   - table: who took what.
    package init(_ tiles: [Int], in table: TapTable) {
        var taps = [Int](repeating: 0, count: table.personCount)
        for takers in table.takers(of: tiles) {
            for person in takers { taps[Int(person)] += 1 }
        }
        var people = [Int](repeating: 0, count: tiles.count + 1)
        for count in taps { people[count] += 1 }
        self.people = people
    }

    /// The number of people.
    package var personCount: Int { people.reduce(0, +) }

    /// The mean number of tiles that a person can tap; 0 where there are no people.
    package var expectedTaps: Double {
        let taps = people.enumerated().reduce(0) { $0 + $1.offset * $1.element }
        return personCount > 0 ? Double(taps) / Double(personCount) : 0
    }

    /// The share of people who can tap at least `count` tiles, 0...1; 0 where there are no people.
    package func share(atLeast count: Int) -> Double {
        personCount > 0 ? Double(people.dropFirst(max(0, count)).reduce(0, +)) / Double(personCount) : 0
    }

    /// The share of people who can tap none.
    package var shareWithNone: Double { personCount > 0 ? Double(people[0]) / Double(personCount) : 0 }
}
