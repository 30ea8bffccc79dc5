import Storage

/// A list as it is printed and exported.
struct ListReport {
    private let list: StoredList

    init(_ list: StoredList) { self.list = list }

    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .table else { return try table.rendered(format) }
        let details = list.record.details
        return try "List \(list.record.id): \(details.name), version \(list.record.version)\n"
            + table.withoutEmptyColumns.rendered(.table)
            + "\n"
            + list.items.map { "\($0.item.rank). \($0.label.titleAndYear): \($0.item.why)" }.joined(
                separator: "\n")
    }

    private var table: ResultTable {
        ResultTable(
            headings: [
                .init("rank", "rank"), .init("item_id", "id"), .init("title", nil), .init("year", nil),
                .init("label", "title"),
                .init("genres", "genres"), .init("score", "score"), .init("gradient_norm", "gradient"),
                .init("popularity", "popularity"), .init("known_share", "known by"), .init("pinned", nil),
                .init("why", nil),
            ],
            rows: list.items.map(row))
    }

    private func row(_ entry: LabelledListItem) -> [ResultTable.Cell] {
        let (item, label) = (entry.item, entry.label)
        return [
            .integer(item.rank), .text(item.itemID.description), .text(label.title),
            label.year.map { .integer($0) } ?? .missing,
            .text(label.titleAndYear), .list(label.genres), .number(item.score, digits: 4),
            entry.score?.gradientNorm.map { .number($0, digits: 3) } ?? .missing,
            entry.score.map { .integer($0.popularity) } ?? .missing, .number(item.knownShare, digits: 3),
            .flag(item.pinned),
            .text(item.why),
        ]
    }
}
