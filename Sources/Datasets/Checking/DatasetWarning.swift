import Support

/// What looks wrong in a dataset: one sentence with what to do about it. It changes no data.
package struct DatasetWarning: Sendable, Hashable, Codable {
    /// What it is about.
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// Rated users or items without a row in their feature file.
        case join
        /// Ids that differ in spelling alone.
        case ids
        /// Rows that were left out.
        case rows
        /// The ratings.
        case ratings
        /// The times.
        case times
        /// A feature.
        case feature
    }

    /// What it is about.
    package var kind: Kind
    /// How many users, items, rows, ratings or times are concerned.
    package var count: Int
    /// The sentence.
    package var text: String

    /// Creates a warning.
    package init(_ kind: Kind, count: Int, _ text: String) {
        (self.kind, self.count) = (kind, count)
        self.text = text.onOneLine
    }
}

extension DatasetWarning {
    /// More than half of a file's rows were left out for a fault.
    static func mostlyLeftOut(_ tally: RowTally, file: String) -> DatasetWarning? {
        guard tally.faulty * 2 > tally.rows else { return nil }
        return DatasetWarning(
            .rows, count: tally.faulty,
            "\(file): \(tally.faulty) of the \(tally.rows) rows were left out as faulty; read it without --skip-invalid to see the first fault"
        )
    }

    /// `all 30 times`, `1 of the 30 times`.
    static func share(_ count: Int, of all: Int, _ what: String) -> String {
        count == all ? "all \(all) \(what)" : "\(count) of the \(all) \(what)"
    }
}
