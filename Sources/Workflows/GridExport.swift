import Datasets
import Elicitation
import Foundation
import Storage
import Support

/// The steps of `icebreaker export grid`: counts who took what, makes the table of a list's grid, and stores
/// it.
package struct GridExport {
    /// What a table counts.
    package struct Options: Sendable {
        /// The lowest rating that counts as taken; what the list was made with where `nil`.
        package var positiveFrom: Double?
        /// Whether there are weights for the values of user features.
        package var features: Bool
        /// Whether there are weights for pairs of tapped tiles.
        package var pairs: Bool

        package init(positiveFrom: Double? = nil, features: Bool = false, pairs: Bool = false) {
            (self.positiveFrom, self.features, self.pairs) = (positiveFrom, features, pairs)
        }
    }

    private let workspace: Workspace
    private let list: StoredList
    private let dataset: Dataset
    private let options: Options

    /// Makes a table, and stores it where the workspace can be written to.
    /// - Parameters:
    ///   - reference: the list whose items are the tiles.
    ///   - path: the workspace.
    /// - Throws: ``NothingTaken``; ``NoFeatureValues``.
    package static func export(
        _ reference: RecordReference, in path: String, options: Options, progress: WorkProgress
    ) throws -> (details: NewGrid, grid: StaticGrid) {
        let reading = try Workspace(path, for: .reading)
        let made = try GridExport(reference, in: reading, options: options).made()
        reading.close()
        try progress.checkCancellation()
        do {
            _ = try Workspace(path, for: .writing).saveGrid(made.details, made.grid, at: Date())
        } catch WorkspaceError.readOnly, WorkspaceError.noPermission {
            progress.note(
                "the grid is not stored, since the workspace cannot be written to", isEssential: true)
        }
        return made
    }

    private init(_ reference: RecordReference, in workspace: Workspace, options: Options) throws {
        (self.workspace, self.options) = (workspace, options)
        list = try workspace.list(reference)
        dataset = try workspace.loadDataset()
    }

    /// The table, and what is known of it.
    private func made() throws -> (details: NewGrid, grid: StaticGrid) {
        let positiveFrom = try self.positiveFrom()
        let taps = TapTable(of: dataset, positiveFrom: positiveFrom)
        let tiles = try list.items.map { try position(of: $0.item.itemID) }
        let taken = taps.takenCounts
        guard taken.contains(where: { $0 > 0 }) else { throw NothingTaken(positiveFrom: positiveFrom) }
        let grid = StaticGrid(
            try table(taps, tiles: tiles), ids: dataset.items.ids,
            taken: taken.map { Double($0) / Double(max(taps.personCount, 1)) },
            title: { dataset.label(ofItem: $0).titleAndYear })
        let record = GridTableOptionsRecord(
            features: options.features, pairs: options.pairs, positiveFrom: positiveFrom, ridge: ridge,
            pairRidge: options.pairs ? GridTable.standardPairRidge : nil)
        let details = NewGrid(
            listID: list.record.id, datasetHash: try workspace.datasetRecord().contentHash,
            people: taps.personCount,
            positiveFrom: positiveFrom, optionsJSON: try CanonicalJSON.text(record),
            softwareVersion: softwareVersion)
        return (details, grid)
    }

    private func table(_ taps: TapTable, tiles: [Int]) throws -> GridTable {
        guard options.features || options.pairs else {
            return GridTable(
                TapModel(TapCounts(taps, columns: tiles.sorted())), tiles: tiles, options: .init(ridge: ridge)
            )
        }
        let indicators = options.features ? UserIndicators(of: dataset.users) : nil
        guard indicators?.values.isEmpty != true else { throw NoFeatureValues() }
        return GridTable(
            taps, tiles: tiles, indicators: indicators,
            options: GridTable.Options(
                ridge: ridge, pairRidge: options.pairs ? GridTable.standardPairRidge : nil))
    }

    /// λ: that of the list's design, which knows the answers by the same formula.
    private var ridge: Double {
        GridOptions(json: list.run.details.optionsJSON)?.ridge ?? GridDesign.standardRidge
    }

    /// The lowest rating that counts: as asked for, or as the list was made with.
    private func positiveFrom() throws -> Double? {
        guard let given = options.positiveFrom else {
            return GridOptions(json: list.run.details.optionsJSON)?.positiveFrom
        }
        guard dataset.feedback == .explicit else {
            throw ImplicitFeedbackError(
                "a lowest rating that counts", reason: "no rating can be compared with it",
                fix: "leave it out")
        }
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
package struct NothingTaken: Error, CustomStringConvertible {
    let positiveFrom: Double?
    /// Whether there are ratings, of which none is high enough.
    package var isOfRatings: Bool { positiveFrom != nil }

    /// What is wrong.
    package var problem: String {
        positiveFrom.map { "no rating is \($0.plainText) or higher, so that nothing counts as taken" }
            ?? "the dataset has no interactions, so that nothing can be recommended"
    }
    package var description: String {
        "\(problem); \(isOfRatings ? "let lower ratings count" : "import some")"
    }
}

/// There are no user features to make weights for.
package struct NoFeatureValues: Error, CustomStringConvertible {
    /// What is wrong.
    package var problem: String {
        "no value of a user feature is shared by 1% of the users, so that there is none to give weights to"
    }
    package var description: String { "\(problem); leave features out" }
}
