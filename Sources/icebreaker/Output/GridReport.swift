import Foundation
import Storage
import Support

/// A grid's table as it is exported.
struct GridReport {
    private let details: NewGrid
    private let grid: StaticGrid

    init(_ details: NewGrid, _ grid: StaticGrid) { (self.details, self.grid) = (details, grid) }

    /// The file's bytes, with a line end after the last line.
    func data(_ format: ExportFormat) throws -> Data {
        switch format {
        case .sql: Data((GridScript(details, grid).text + "\n").utf8)
        case .json: Data((try json() + "\n").utf8)
        case .csv, .table: csv()
        }
    }

    /// A row per tile, with its place, and then a row per other item, with its base and a column of weights
    /// per term. Rows become bytes one by one: those of a million items are half a gigabyte.
    private func csv() -> Data {
        let names = grid.terms.map(name)
        var data = Data(
            ((["item_id", "title", "tile", "base"] + names).map(\.csvField).joined(separator: ",") + "\n")
                .utf8)
        let blank = String(repeating: ",", count: names.count)
        for (place, tile) in grid.tiles.enumerated() {
            data.append(
                contentsOf: "\(tile.id.description.csvField),\(tile.title.csvField),\(place + 1),\(blank)\n"
                    .utf8)
        }
        for (place, item) in grid.items.enumerated() {
            var row = "\(item.id.description.csvField),\(item.title.csvField),,\(item.base)"
            for weight in grid.weights(ofItem: place) { row += ",\(weight)" }
            data.append(contentsOf: (row + "\n").utf8)
        }
        return data
    }

    /// The name of a term's column.
    private func name(_ term: StaticGrid.Term) -> String {
        switch term {
        case .tapped(let tile): "tap \(grid.tiles[tile].id)"
        case .bothTapped(let first, let second): "taps \(grid.tiles[first].id) and \(grid.tiles[second].id)"
        case .feature(let name, let value): "\(name) = \(value)"
        case .nothingKnown: "no feature known"
        }
    }

    /// An object with a line per tile, term and item.
    private func json() throws -> String {
        let positiveFrom = details.positiveFrom.map { "\($0)" } ?? "null"
        let tiles = try grid.tiles.map {
            try
                #"{"item_id":\#(text($0.id.description)),"title":\#(text($0.title)),"taken_share":\#($0.takenShare)}"#
        }
        let terms = try grid.terms.map(term)
        let items = try grid.items.enumerated().map { place, item in
            let weights = grid.weights(ofItem: place).map { "\($0)" }.joined(separator: ",")
            return try
                #"{"item_id":\#(text(item.id.description)),"title":\#(text(item.title)),"base":\#(item.base),"#
                + #""weights":[\#(weights)]}"#
        }
        return #"{"format":"icebreaker grid 1","people":\#(details.people),"positive_from":\#(positiveFrom),"#
            + #""options":\#(details.optionsJSON),\#n"#
            + [("tiles", tiles), ("terms", terms), ("items", items)]
            .map { "\"\($0)\":[\n\($1.joined(separator: ",\n"))\n]" }.joined(separator: ",\n") + "}"
    }

    private func term(_ term: StaticGrid.Term) throws -> String {
        switch term {
        case .tapped(let tile): #"{"tiles":[\#(tile)]}"#
        case .bothTapped(let first, let second): #"{"tiles":[\#(first),\#(second)]}"#
        case .feature(let name, let value): try #"{"feature":\#(text(name)),"value":\#(text(value))}"#
        case .nothingKnown: #"{"known":false}"#
        }
    }

    /// A text as JSON.
    private func text(_ text: String) throws -> String { try CanonicalJSON.text(text) }
}
