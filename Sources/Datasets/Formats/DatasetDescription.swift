/// What a `dataset.yaml` says: which file holds what.
struct DatasetDescription {
    /// A delimited file.
    struct File {
        var path: String
        var syntax: RecordSyntax
        var hasHeader: Bool
    }

    /// The ratings and their columns.
    struct Ratings {
        var file: File
        var user: YAMLValue
        var item: YAMLValue
        /// `nil` where there are interactions without ratings.
        var rating: YAMLValue?
        var timestamp: YAMLValue?
        var unit: TimestampUnit
    }

    /// The users, or the items, and their features.
    struct Entities {
        var file: File
        var id: YAMLValue
        var features: [FeatureDescription]
    }

    var name: String?
    var scale: RatingScale?
    var ratings: Ratings
    var users: Entities?
    var items: Entities?

    /// Reads a description.
    /// - Throws: `DatasetError` that names the line and the key.
    init(_ source: SourceFile) throws {
        let root = try YAMLValue(source).record(["ratings"], ["name", "scale", "users", "items"])
        name = try root["name"]?.string()
        scale = try root["scale"].map(Self.scale)
        users = try root["users"].map(Self.entities)
        items = try root["items"].map(Self.entities)
        ratings = try Self.ratings(root.required("ratings"))
        if let value = root["scale"], ratings.rating == nil {
            throw value.error(
                "scale is given, but ratings.columns has no rating",
                fix: "name the rating's column, or remove the line")
        }
    }

    private static let fileKeys = ["separator", "quotes", "header"]

    private static func file(_ record: YAMLRecord) throws -> File {
        let path = try record.required("file").string()
        let byExtension = path.hasSuffix(".tsv") || path.hasSuffix(".tab") ? "\t" : ","
        let separator = try record["separator"]?.string() ?? byExtension
        if let value = record["separator"], separator.contains(where: { $0.isNewline || $0 == "\"" }) {
            throw value.error("\(value.name) holds a quote or a newline", fix: "choose another separator")
        }
        return File(
            path: path,
            syntax: RecordSyntax(
                separator: Array(separator.utf8), quotes: try record["quotes"]?.bool() ?? true),
            hasHeader: try record["header"]?.bool() ?? true)
    }

    private static func ratings(_ value: YAMLValue) throws -> Ratings {
        let record = try value.record(["file", "columns"], fileKeys + ["timestamp-unit"])
        let columns = try record.required("columns").record(["user", "item"], ["rating", "timestamp"])
        return Ratings(
            file: try file(record), user: try columns.required("user"), item: try columns.required("item"),
            rating: columns["rating"], timestamp: columns["timestamp"],
            unit: try record["timestamp-unit"]?.choice(TimestampUnit.self) ?? .seconds)
    }

    private static func entities(_ value: YAMLValue) throws -> Entities {
        let record = try value.record(["file", "id"], fileKeys + ["missing", "features"])
        let missing = try record["missing"]?.list().map { try $0.string() } ?? []
        let features = try record["features"]?.entries() ?? []
        return Entities(
            file: try file(record), id: try record.required("id"),
            features: try features.map { try FeatureDescription($0.key, $0.value, missing: Set(missing)) })
    }

    private static func scale(_ value: YAMLValue) throws -> RatingScale {
        let ends = try value.list().map { try $0.number() }
        guard ends.count == 2, ends[0] < ends[1] else {
            throw value.error("scale is not a list of two ascending numbers", fix: "write it as [1, 5]")
        }
        return RatingScale(minimum: ends[0], maximum: ends[1])
    }
}
