import Datasets
import Elicitation
import Foundation
import Storage
import Support
import Workflows

/// The steps of `icebreaker export grid`: counts who took what, makes the table of a list's grid, and stores
/// it.
struct GridExport {
    private let workspace: Workspace
    private let list: StoredList
    private let dataset: Dataset
    private let flags: GridExportFlags

    init(_ reference: RecordReference, in workspace: Workspace, flags: GridExportFlags) throws {
        (self.workspace, self.flags) = (workspace, flags)
        list = try workspace.list(reference)
        dataset = try workspace.loadDataset()
    }

    /// The table, and what is known of it.
    func made() throws -> (details: NewGrid, grid: StaticGrid) {
        let positiveFrom = try self.positiveFrom()
        let taps = TapTable(of: dataset, positiveFrom: positiveFrom)
        let tiles = try list.items.map { try position(of: $0.item.itemID) }
        let taken = taps.takenCounts
        guard taken.contains(where: { $0 > 0 }) else { throw NothingTaken(positiveFrom: positiveFrom) }
        let grid = StaticGrid(
            try table(taps, tiles: tiles), ids: dataset.items.ids,
            taken: taken.map { Double($0) / Double(max(taps.personCount, 1)) },
            title: { dataset.label(ofItem: $0).titleAndYear })
        let options = GridTableOptionsRecord(
            features: flags.features, pairs: flags.pairs, positiveFrom: positiveFrom, ridge: ridge,
            pairRidge: flags.pairs ? GridTable.standardPairRidge : nil)
        let details = NewGrid(
            listID: list.record.id, datasetHash: try workspace.datasetRecord().contentHash,
            people: taps.personCount,
            positiveFrom: positiveFrom, optionsJSON: try CanonicalJSON.text(options),
            softwareVersion: softwareVersion)
        return (details, grid)
    }

    private func table(_ taps: TapTable, tiles: [Int]) throws -> GridTable {
        guard flags.features || flags.pairs else {
            return GridTable(
                TapModel(TapCounts(taps, columns: tiles.sorted())), tiles: tiles, options: .init(ridge: ridge)
            )
        }
        let indicators = flags.features ? UserIndicators(of: dataset.users) : nil
        guard indicators?.values.isEmpty != true else { throw NoFeatureValues() }
        return GridTable(
            taps, tiles: tiles, indicators: indicators,
            options: GridTable.Options(
                ridge: ridge, pairRidge: flags.pairs ? GridTable.standardPairRidge : nil))
    }

    /// λ: that of the list's design, which knows the answers by the same formula.
    private var ridge: Double {
        GridOptions(json: list.run.details.optionsJSON)?.ridge ?? GridDesign.standardRidge
    }

    /// The lowest rating that counts: as asked for, or as the list was made with.
    private func positiveFrom() throws -> Double? {
        guard let given = flags.positiveFrom else {
            return GridOptions(json: list.run.details.optionsJSON)?.positiveFrom
        }
        try dataset.requireRatings(for: "--positive-from")
        return given
    }

    private func position(of id: ExternalID) throws -> Int {
        guard let position = dataset.items.position(of: id) else {
            throw WorkspaceError.invalid(
                file: workspace.path, problem: "item \(id) of list \(list.record.id) is not in the dataset")
        }
        return position
    }
}

/// The options of a grid's table as their JSON in the workspace and in exports.
private struct GridTableOptionsRecord: Codable {
    var features: Bool
    var pairs: Bool
    var positiveFrom: Double?
    var ridge: Double
    var pairRidge: Double?

    enum CodingKeys: String, CodingKey {
        case features, pairs, ridge
        case positiveFrom = "positive_from"
        case pairRidge = "pair_ridge"
    }
}

/// Nobody took anything.
private struct NothingTaken: Error, CustomStringConvertible {
    var positiveFrom: Double?
    var description: String {
        guard let positiveFrom else {
            return "the dataset has no interactions, so that nothing can be recommended; import some"
        }
        return
            "no rating is \(positiveFrom.plainText) or higher, so that nothing counts as taken; lower --positive-from"
    }
}

/// There are no user features to make weights for.
private struct NoFeatureValues: Error, CustomStringConvertible {
    var description: String {
        "no value of a user feature is shared by 1% of the users, so that there is none to give weights to; leave out --features"
    }
}
