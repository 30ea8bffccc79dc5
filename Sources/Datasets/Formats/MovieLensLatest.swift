import Foundation
import Support

/// MovieLens "latest" and the sets named after their number of ratings since 20M: CSV files with headers,
/// half stars.
///
/// `ratings.csv` has userId, movieId, rating and timestamp; `movies.csv` has movieId, title and genres. Tags
/// and links are not read. There are no user features.
package struct MovieLensLatest: DatasetFormat {
    /// `movielens-latest`.
    package let name = "movielens-latest"
    /// What a folder of this format holds.
    package let files = "ratings.csv and movies.csv"

    /// Creates the reader.
    package init() {}

    /// Whether the folder has one of the two files.
    package func recognises(_ folder: URL) -> Bool { folder.has("ratings.csv") || folder.has("movies.csv") }

    /// Reads a folder.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    package func read(_ folder: URL, options: ReadOptions) throws -> Dataset {
        var builder = DatasetBuilder(folder, options: options, format: self)
        let movies = try builder.open("movies.csv", .csv, hasHeader: true)
        let genres = try movies.column("genres")
        let genre = FeatureColumn(name: "genre", kind: .multivalued, role: .genres) { row in
            let text = row.text(genres)
            return .tokens(text == "(no genres listed)" ? [] : text.parts(separatedBy: "|"))
        }
        let title = try movies.column("title")
        try builder.readItems(
            movies, id: movies.column("movieId"),
            [genre, .movieLensYear(column: title), .movieLensTitle(column: title)])
        let ratings = try builder.open("ratings.csv", .csv, hasHeader: true)
        let layout = try RatingLayout(
            user: ratings.column("userId"), item: ratings.column("movieId"), rating: ratings.column("rating"),
            timestamp: ratings.column("timestamp"))
        try builder.readRatings(ratings, layout, scale: RatingScale(minimum: 0.5, maximum: 5))
        return try builder.dataset()
    }
}
