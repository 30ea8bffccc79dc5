import Foundation

/// RecBole atomic files: `X.inter` with the ratings (or, without a rating column, the interactions) and,
/// where they are there, `X.user` and `X.item`, tab-separated under a header that gives each column its type,
/// such as `user_id:token` or `class:token_seq`.
package struct RecBole: DatasetFormat {
    /// `recbole`.
    package let name = "recbole"
    /// What a folder of this format holds.
    package let files = "X.inter, and X.user and X.item where there are features"

    /// Creates the reader.
    package init() {}

    /// Whether the folder has an `.inter` file.
    package func recognises(_ folder: URL) -> Bool { !Self.stems(folder).isEmpty }

    /// Reads a folder.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    package func read(_ folder: URL, options: ReadOptions) throws -> Dataset {
        let stems = Self.stems(folder)
        guard let stem = stems.first, stems.count == 1 else {
            let found = stems.map { "\($0).inter" }.joined(separator: ", ")
            throw DatasetError(
                file: folder.lastPathComponent, problem: "the folder holds several ratings files: \(found)",
                fix: "keep one of them in a folder of its own")
        }
        var builder = DatasetBuilder(folder, options: options, format: self)
        if builder.has("\(stem).user") {
            let file = try RecBoleFile(builder.open("\(stem).user", .tabs, hasHeader: true))
            try builder.readUsers(
                file.table, id: file.column("user_id"), file.features(except: "user_id", areItems: false))
        }
        if builder.has("\(stem).item") {
            let file = try RecBoleFile(builder.open("\(stem).item", .tabs, hasHeader: true))
            try builder.readItems(
                file.table, id: file.column("item_id"), file.features(except: "item_id", areItems: true))
        }
        let file = try RecBoleFile(builder.open("\(stem).inter", .tabs, hasHeader: true))
        let layout = try RatingLayout(
            user: file.column("user_id"), item: file.column("item_id"),
            rating: file.has("rating") ? file.column("rating") : nil,
            timestamp: file.has("timestamp") ? file.column("timestamp") : nil)
        try builder.readRatings(file.table, layout)
        return try builder.dataset(name: stem)
    }

    private static func stems(_ folder: URL) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(".inter") }.map { String($0.dropLast(6)) }.sorted()
    }
}
