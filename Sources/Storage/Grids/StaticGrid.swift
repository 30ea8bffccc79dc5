import Datasets
import Elicitation

/// A grid as a table that recommends without this program: what people read beside the numbers of a
/// ``GridTable``.
///
///     score of an item = its base + the weights of every term that holds for the person
///
/// What was shown is not recommended, so tiles have neither a base nor weights.
package struct StaticGrid: Sendable, Equatable {
    /// An item that is shown.
    package struct Tile: Sendable, Equatable {
        package var id: ExternalID
        package var title: String
        /// The share of people who took it, 0...1.
        package var takenShare: Double
    }

    /// An item that may be recommended.
    package struct Item: Sendable, Equatable {
        /// Its place among the dataset's items, by which ties are broken.
        package var index: Int
        package var id: ExternalID
        package var title: String
        /// Its score for somebody of whom no term holds.
        package var base: Double
    }

    /// When a weight counts.
    package enum Term: Sendable, Equatable {
        /// The tile at this place, from 0, was tapped.
        case tapped(Int)
        /// Both tiles were tapped.
        case bothTapped(Int, Int)
        /// The person has this value of a feature.
        case feature(name: String, value: String)
        /// No feature of the person is known.
        case nothingKnown
    }

    /// The items shown, in the order of the grid.
    package let tiles: [Tile]
    /// The terms; those of single tiles come first, in the order of the grid.
    package let terms: [Term]
    /// The other items, by ascending index.
    package let items: [Item]
    /// What each term adds to each item, shape [items][terms].
    package let weights: [Double]

    /// The weights of one item, shape [terms].
    package func weights(ofItem place: Int) -> ArraySlice<Double> {
        weights[place * terms.count..<(place + 1) * terms.count]
    }

    /// Takes a table's numbers.
    /// - Parameters:
    ///   - table: base and weights.
    ///   - ids: the ids of the items, shape [items].
    ///   - taken: the share of people who took each item, shape [items].
    ///   - title: what a person reads of the item at a position.
    package init(_ table: GridTable, ids: [ExternalID], taken: [Double], title: (Int) -> String) {
        tiles = table.tiles.map { Tile(id: ids[$0], title: title($0), takenShare: taken[$0]) }
        let unknown = table.unknownPerson
        terms = table.columns.map { Term($0, of: table) } + (unknown.isEmpty ? [] : [.nothingKnown])
        let isTile = Set(table.tiles)
        let others = ids.indices.filter { !isTile.contains($0) }
        items = others.map { Item(index: $0, id: ids[$0], title: title($0), base: table.base[$0]) }
        var weights: [Double] = []
        weights.reserveCapacity(others.count * terms.count)
        for item in others {
            for column in table.columns.indices {
                weights.append(table.weights[column * table.itemCount + item])
            }
            if !unknown.isEmpty { weights.append(unknown[item]) }
        }
        self.weights = weights
    }
}

extension StaticGrid.Term {
    fileprivate init(_ column: GridColumn, of table: GridTable) {
        switch column {
        case .tile(let place): self = .tapped(place)
        case .pair(let first, let second): self = .bothTapped(first, second)
        case .indicator(let place):
            self = .feature(name: table.indicators[place].feature, value: table.indicators[place].token)
        }
    }
}
