import Datasets

/// What an import found, a row per figure.
struct SummaryFigures {
    private(set) var table = ResultTable(headings: ["part", "name", "figure", "value"].map { .init($0, $0) })

    init(_ summary: DatasetSummary) {
        let dataset: [(String, ResultTable.Cell)] = [
            ("name", .text(summary.name)), ("format", .text(summary.format)),
            ("users", .integer(summary.users)),
            ("users_with_ratings", .integer(summary.usersWithRatings)), ("items", .integer(summary.items)),
            ("items_with_ratings", .integer(summary.itemsWithRatings)),
            ("ratings", .integer(summary.ratings)),
            ("density", .number(summary.density, digits: 6)), ("feedback", .text(summary.feedback.rawValue)),
            ("scale_minimum", .number(summary.scale.minimum, digits: 1)),
            ("scale_maximum", .number(summary.scale.maximum, digits: 1)),
            ("has_timestamps", .flag(summary.hasTimestamps)),
            ("rating_rule", summary.ratingRule.map { .text($0.rawValue) } ?? .missing),
            ("reratings", .integer(summary.reratings)),
            ("rejected", .integer(summary.rejections.reduce(0) { $0 + $1.count })),
            ("warnings", .integer(summary.warnings.count)),
        ]
        add("dataset", "", dataset)
        add("number", "rating", Self.figures(summary.ratingRange))
        add("number", "time", Self.figures(summary.timeRange))
        for feature in summary.features {
            add("\(feature.side.rawValue)_feature", feature.name, Self.figures(feature))
        }
        for rejection in summary.rejections {
            add("rejection", rejection.file, [(rejection.reason, .integer(rejection.count))])
        }
        for warning in summary.warnings {
            add("warning", warning.kind.rawValue, [(warning.text, .integer(warning.count))])
        }
    }

    private mutating func add(_ part: String, _ name: String, _ figures: [(String, ResultTable.Cell)]) {
        table.rows += figures.map { [.text(part), .text(name), .text($0), $1] }
    }

    private static func figures(_ range: NumberRange?) -> [(String, ResultTable.Cell)] {
        range.map {
            [
                ("least", .number($0.least, digits: 4)), ("median", .number($0.median, digits: 4)),
                ("largest", .number($0.largest, digits: 4)),
            ]
        } ?? []
    }

    private static func figures(_ feature: FeatureSummary) -> [(String, ResultTable.Cell)] {
        [
            ("kind", .text(feature.kind.rawValue)),
            ("role", feature.role.map { .text($0.rawValue) } ?? .missing),
            ("is_input", .flag(feature.isInput)), ("missing", .integer(feature.missing)),
        ] + (feature.vocabularySize.map { [("tokens", .integer($0))] } ?? []) + figures(feature.range)
    }
}
