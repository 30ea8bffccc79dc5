import Datasets
import Elicitation
import Storage

/// A grid of `SampleDatasets.mixed` with every kind of term.
enum SampleGrid {
    static let contents = contents(of: SampleDatasets.mixed, tiles: [4, 1])

    /// The table of some tiles with values of features and pairs.
    static func table(of dataset: Dataset, tiles: [Int]) -> GridTable {
        GridTable(
            TapTable(of: dataset), tiles: tiles, indicators: UserIndicators(of: dataset.users),
            options: GridTable.Options(pairRidge: 0.2))
    }

    static func contents(of dataset: Dataset, tiles: [Int]) -> StaticGrid {
        let taps = TapTable(of: dataset)
        return StaticGrid(
            table(of: dataset, tiles: tiles), ids: dataset.items.ids,
            taken: taps.takenCounts.map { Double($0) / Double(taps.personCount) },
            title: { dataset.label(ofItem: $0).titleAndYear })
    }

    /// Two people answer: one taps a tile and tells something of herself, the other taps nothing.
    static func answer(_ path: String) throws {
        _ = try SQLiteShell.run(
            path,
            """
            PRAGMA foreign_keys = ON;
            INSERT INTO grid_session VALUES ('anna', 1), ('ben', 1);
            INSERT INTO grid_tap VALUES ('anna', 1, '🎬');
            INSERT INTO grid_session_feature VALUES ('anna', 'occupation', 'b');
            """)
    }
}
