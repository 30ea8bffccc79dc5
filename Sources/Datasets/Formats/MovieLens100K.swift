import Foundation

/// MovieLens-100K as GroupLens ships it: `u.data` (tab-separated user, item, rating, timestamp), `u.user`
/// (`id|age|gender|occupation|zip`), `u.item` (`id|title (year)|release date|video date|address|` and one 0
/// or 1 per genre) and `u.genre` (`genre|number`).
package struct MovieLens100K: DatasetFormat {
    /// `movielens-100k`.
    package let name = "movielens-100k"
    /// What a folder of this format holds.
    package let files = "u.data, u.user, u.item and u.genre"
    /// The fields of `u.item` before the genres.
    private static let firstGenreColumn = 5

    /// Creates the reader.
    package init() {}

    /// Whether the folder has the ratings or the items.
    package func recognises(_ folder: URL) -> Bool { folder.has("u.data") || folder.has("u.item") }

    /// Reads a folder.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    package func read(_ folder: URL, options: ReadOptions) throws -> Dataset {
        var builder = DatasetBuilder(folder, options: options, format: self)
        try builder.readUsers(
            builder.open("u.user", .bars, fieldCount: 5),
            [
                .categorical("gender", column: 2),
                .numeric("age", column: 1),
                .categorical("occupation", column: 3),
                .area(column: 4),
            ])
        let genres = try Self.genres(builder.open("u.genre", .bars, fieldCount: 2))
        try builder.readItems(
            builder.open("u.item", .bars.orLatin1, fieldCount: Self.firstGenreColumn + genres.count),
            [Self.genreColumn(genres), Self.yearColumn, .movieLensTitle(column: 1)])
        try builder.readRatings(
            builder.open("u.data", .tabs, fieldCount: 4),
            RatingLayout(user: 0, item: 1, rating: 2, timestamp: 3),
            scale: RatingScale(minimum: 1, maximum: 5))
        return try builder.dataset()
    }

    /// The genres by their numbers, which must be 0, 1, 2 and so on in the order of the file.
    private static func genres(_ file: DelimitedFile) throws -> [String] {
        var genres: [String] = []
        // A list of genres with a hole would shift every flag of every item, so that no row of it can be left
        // out.
        var strict = RejectionLog(skipInvalid: false, fix: "restore the file")
        try file.forEachRow(log: &strict) { (row, line) throws(RowFault) in
            guard row.text(1) == String(genres.count) else {
                throw RowFault(
                    reason: "genre out of order",
                    problem:
                        "the genre has the number \(row.text(1).quotedForMessage) where \(genres.count) is expected"
                )
            }
            genres.append(row.text(0))
        }
        return genres
    }

    /// The genres whose flag is 1. The genre `unknown` says that none is known, so that it makes a missing
    /// cell.
    private static func genreColumn(_ genres: [String]) -> FeatureColumn {
        FeatureColumn(name: "genre", kind: .multivalued, role: .genres) { row throws(RowFault) in
            var tokens: [String] = []
            for (number, genre) in genres.enumerated() {
                let flag = row.text(firstGenreColumn + number)
                guard flag == "0" || flag == "1" else {
                    throw RowFault(
                        reason: "genre flag not 0 or 1",
                        problem:
                            "the flag of genre \(genre.shortenedForMessage) is \(flag.quotedForMessage), not 0 or 1"
                    )
                }
                if flag == "1", genre != "unknown" { tokens.append(genre) }
            }
            return .tokens(tokens)
        }
    }

    /// The year in the title or, where it has none, that of the release date, such as `01-Jan-1995`.
    private static let yearColumn = FeatureColumn(name: "year", kind: .numeric, role: .year) { row in
        let year = MovieLensTitle(row.text(1)).year ?? Int(row.text(2).split(separator: "-").last ?? "")
        return .number(year.map { Double($0) })
    }
}
