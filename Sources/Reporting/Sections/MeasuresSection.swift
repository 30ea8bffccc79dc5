import Evaluation

extension ReportContents {
    /// How alike and how varied the lists are.
    var measures: Section {
        var blocks: [Block] = []
        if lists.isEmpty {
            blocks.append(.missing("There is no onboarding list to measure.", next.select))
        } else {
            blocks += [.table(sharedTable), .table(varietyTable)]
        }
        blocks += comparedMeasures
        return Section(id: "measures", title: "Likeness, diversity, coverage and stability", blocks: blocks)
    }

    private var sharedTable: DataTable {
        let sources =
            [("most popular", popular.map(\.itemID))]
            + lists.map { ($0.record.details.name, $0.items.map(\.item.itemID)) }
        let rows = sources.map { row in
            [row.0]
                + sources.map { column in
                    let likeness = rankBiasedOverlap(row.1, column.1)
                    return "\(overlap(row.1, column.1)) (\(Wording.number(likeness, digits: 2)))"
                }
        }
        return DataTable(
            "Items that two lists share, and in parentheses their rank-biased overlap: 1 is the same order, 0 nothing in common",
            ["list"] + sources.map { "#" + $0.0 }, rows)
    }

    private var varietyTable: DataTable {
        let rows = lists.map { list -> [String] in
            let labels = list.items.map(\.label)
            let genres = Set(labels.flatMap(\.genres)).count
            let years = labels.compactMap(\.year).sorted()
            let known = list.items.map { knownShare($0.item.itemID) }.reduce(0, +)
            let span = years.first.flatMap { first in years.last.map { "\(first) to \($0)" } } ?? "–"
            return [
                list.record.details.name, "\(list.items.count)", genres == 0 ? "–" : "\(genres)", span,
                Wording.number(known, digits: 1),
            ]
        }
        return DataTable(
            "What the lists hold",
            ["list", "#items", "#different genres", "years", "#items that a user knows, on average"], rows)
    }
}
