import Datasets
import Elicitation
import Foundation

/// The table from which one arm of a grid study recommends: the score of every item that may be recommended,
/// as a base and what each tapped tile adds.
///
///     s_j = base_j + Σ_{a tapped} weight_aj
///
/// It is `GridTable` without the items that the study does not recommend, locked with the study's material,
/// so that what participants are recommended depends neither on later ratings nor on this program.
package struct GridWeights: Sendable, Equatable, Codable {
    /// The most numbers that the tables of a study may have together, 8 bytes each.
    package static let mostNumbers = 20_000_000

    /// The ids of the tiles, in the order in which they are shown.
    package let tiles: [String]
    /// base, shape [candidates], then weight, shape [tiles][candidates]: 64-bit floating-point numbers,
    /// little-endian.
    package let numbers: Data

    /// Takes numbers.
    /// - Parameters:
    ///   - tiles: the ids of the tiles.
    ///   - base: shape [candidates].
    ///   - weights: shape [tiles][candidates].
    package init(tiles: [String], base: [Double], weights: [[Double]]) {
        self.tiles = tiles
        var numbers = Data(capacity: 8 * base.count * (1 + tiles.count))
        for row in [base] + weights {
            for number in row {
                withUnsafeBytes(of: number.bitPattern.littleEndian) { numbers.append(contentsOf: $0) }
            }
        }
        self.numbers = numbers
    }

    /// How many items have a score.
    package var candidateCount: Int { numbers.count / 8 / (1 + tiles.count) }

    /// s of every candidate, summed in the order of the tiles; shape [candidates].
    /// - Parameter taps: the ids of the tapped tiles.
    package func scores(tapping taps: Set<String>) -> [Double] {
        let count = candidateCount
        return numbers.withUnsafeBytes { bytes in
            func number(_ place: Int) -> Double {
                Double(
                    bitPattern: UInt64(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * place, as: UInt64.self)))
            }
            var scores = (0..<count).map(number)
            for (tile, id) in tiles.enumerated() where taps.contains(id) {
                for item in 0..<count { scores[item] += number((1 + tile) * count + item) }
            }
            return scores
        }
    }

    /// The best candidates, best first, of equal ones the first.
    /// - Parameters:
    ///   - taps: the ids of the tapped tiles.
    ///   - count: at most so many.
    ///   - isAllowed: whether a candidate, by its place, may be recommended.
    package func best(_ count: Int, tapping taps: Set<String>, where isAllowed: (Int) -> Bool) -> [(
        place: Int, score: Double
    )] {
        let scores = scores(tapping: taps)
        let order = scores.indices.filter(isAllowed).sorted { (scores[$1], $0) < (scores[$0], $1) }
        return order.prefix(max(count, 0)).map { ($0, scores[$0]) }
    }
}

extension GridWeights {
    /// The tables of all arms.
    /// - Parameters:
    ///   - grid: how the grids are shown.
    ///   - design: the study's design.
    ///   - candidates: the ids of the items that may be recommended.
    ///   - dataset: who took what, all users of it.
    static func all(_ grid: StudyGrid, of design: StudyDesign, candidates: [String], dataset: Dataset)
        -> [GridWeights]
    {
        func positions(_ ids: some Sequence<String>) -> [Int] {
            ids.compactMap { dataset.items.position(of: ExternalID($0)) }
        }
        let asked = design.arms.map { positions($0.items.prefix(max(design.itemsToRate, 0))) }
        let table = TapTable(of: dataset, positiveFrom: grid.positiveFrom)
        let model = TapModel(TapCounts(table, columns: Set(asked.joined()).sorted()))
        let kept = positions(candidates)
        return zip(asked, design.arms).map { tiles, arm in
            let whole = GridTable(
                model, tiles: tiles, options: .init(ridge: arm.ridge ?? GridDesign.standardRidge))
            func row(_ values: some RandomAccessCollection<Double>) -> [Double] {
                kept.map { values[values.index(values.startIndex, offsetBy: $0)] }
            }
            return GridWeights(
                tiles: tiles.map { dataset.items.ids[$0].description }, base: row(whole.base),
                weights: tiles.indices.map { row(whole.weights(ofColumn: $0)) })
        }
    }

    /// How many numbers the tables of a study have.
    package static func numberCount(candidates: Int, design: StudyDesign) -> Int {
        design.arms.reduce(0) { $0 + (1 + min($1.items.count, design.itemsToRate)) * candidates }
    }
}
