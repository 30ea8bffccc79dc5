import Elicitation
import Foundation
import TestSupport

/// What `Tests/Golden/grids.py` wrote with numpy; its version is in `origin`.
struct GridGolden: Decodable {
    let origin: String
    let itemCount: Int
    let taken: [[Int32]]
    let candidates, tiles, tapped, nextTiles: [Int]
    let gains, scores, nextGains, fullScores, missingScores: [Double]

    static let value = Result {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/grids.json")
        return try JSONDecoder().decode(GridGolden.self, from: Data(contentsOf: url))
    }

    static func load() throws -> GridGolden { try value.get() }

    var table: TapTable { TapTable(rows: taken, itemCount: itemCount) }
    var counts: TapCounts { TapCounts(table, columns: candidates) }
    var model: TapModel { TapModel(counts) }
}

/// The largest distance between two rows of numbers; infinite where their lengths differ.
func distance(_ left: [Double], _ right: [Double]) -> Double {
    guard left.count == right.count else { return .infinity }
    return zip(left, right).map { abs($0 - $1) }.max() ?? 0
}
