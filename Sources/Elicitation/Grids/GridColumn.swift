/// One entry of the answers z that a ``GridTable`` reads.
package enum GridColumn: Sendable, Equatable {
    /// 1 where the person tapped the tile; its place in the grid, counted from 0.
    case tile(Int)
    /// 1 where the person has the value of a user feature; the column of ``UserIndicators``.
    case indicator(Int)
    /// 1 where the person tapped both tiles; their places in the grid, the smaller first.
    case pair(Int, Int)

    /// The tiles that it looks at, by their places in the grid.
    package var tiles: [Int] {
        switch self {
        case .tile(let tile): [tile]
        case .indicator: []
        case .pair(let first, let second): [first, second]
        }
    }

    /// All columns of a grid: its tiles, then the indicators, then the pairs of tiles.
    static func all(tiles: Int, indicators: Int, pairs: Bool) -> [GridColumn] {
        var columns = (0..<tiles).map(GridColumn.tile) + (0..<indicators).map(GridColumn.indicator)
        guard pairs else { return columns }
        for first in 0..<tiles {
            for second in first + 1..<max(tiles, first + 1) { columns.append(.pair(first, second)) }
        }
        return columns
    }
}
