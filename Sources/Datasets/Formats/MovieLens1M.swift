import Foundation

/// MovieLens-1M: `users.dat`, `movies.dat` and `ratings.dat`, or the ratings without times as `ratings.csv`,
/// and where it is there the side information `movies_extrainfos.dat` of MeLU's authors, which then replaces
/// `movies.dat`.
package struct MovieLens1M: DatasetFormat {
    /// `movielens-1m`.
    package let name = "movielens-1m"
    /// What a folder of this format holds.
    package let files = "ratings.dat or ratings.csv, users.dat and movies.dat or movies_extrainfos.dat"

    /// Creates the reader.
    package init() {}

    /// Whether the folder has one of the `.dat` files.
    package func recognises(_ folder: URL) -> Bool {
        ["ratings.dat", "users.dat", "movies.dat", "movies_extrainfos.dat"].contains { folder.has($0) }
    }

    /// Reads a folder.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    package func read(_ folder: URL, options: ReadOptions) throws -> Dataset {
        var builder = DatasetBuilder(folder, options: options, format: self)
        try builder.readUsers(builder.open("users.dat", .colons, fieldCount: 5), Self.userColumns)
        if builder.has(MeLUSideInformation.file) {
            try builder.readItems(
                builder.open(MeLUSideInformation.file, .colons, fieldCount: MeLUSideInformation.fieldCount),
                MeLUSideInformation.columns)
        } else {
            try builder.readItems(
                builder.open("movies.dat", .colons.orLatin1, fieldCount: 3),
                [
                    .multivalued("genre", column: 2, separator: "|", role: .genres),
                    .movieLensYear(column: 1),
                    .movieLensTitle(column: 1),
                ])
        }
        let (ratings, layout) = try Self.ratings(builder)
        try builder.readRatings(ratings, layout, scale: RatingScale(minimum: 1, maximum: 5))
        return try builder.dataset()
    }

    /// Gender, age bracket, occupation code and area, all of them tokens. The area is the first five
    /// characters of the postal code: some users gave nine digits.
    private static let userColumns: [FeatureColumn] = [
        .categorical("gender", column: 1),
        .categorical("age", column: 2),
        .categorical("occupation", column: 3),
        .area(column: 4),
    ]

    private static func ratings(_ builder: DatasetBuilder) throws -> (DelimitedFile, RatingLayout) {
        if builder.has("ratings.csv"), !builder.has("ratings.dat") {
            let file = try builder.open("ratings.csv", .csv, hasHeader: true)
            let layout = try RatingLayout(
                user: file.column("user_id"), item: file.column("item_id"), rating: file.column("rating"),
                timestamp: file.header?.contains("timestamp") == true ? file.column("timestamp") : nil)
            return (file, layout)
        }
        let file = try builder.open("ratings.dat", .colons, fieldCount: 4)
        return (file, RatingLayout(user: 0, item: 1, rating: 2, timestamp: 3))
    }
}

extension FeatureColumn {
    /// The first five characters of a postal code.
    /// - Parameter column: which field, counted from 0.
    static func area(column: Int) -> FeatureColumn {
        FeatureColumn(name: "area", kind: .categorical) { row in
            .tokens(row.isEmpty(column) ? [] : [String(row.text(column).prefix(5))])
        }
    }
}
