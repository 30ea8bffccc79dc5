import Datasets
import Storage

extension ReportContents {
    /// The lists beside the most popular items.
    var listsSection: Section {
        var blocks: [Block] = []
        if lists.isEmpty {
            blocks.append(.missing("There is no onboarding list yet.", next.select))
        } else {
            blocks.append(
                .paragraph(
                    "Each list beside the \(popular.count) most popular items. Lines join the same item in neighbouring lists; “also "
                        + "in” names its other places. Below each title: the score, and what share of all users know the item, that is, have "
                        + "\(dataset.feedback == .implicit ? "taken" : "rated") it. Scores are in each strategy’s own units and do not compare across lists."
                )
            )
            blocks += listNotes
        }
        if !popular.isEmpty { blocks.append(.lists(listColumns)) }
        return Section(id: "lists", title: "The lists side by side", blocks: blocks)
    }

    /// What is to be known of lists before they are read, once for all lists of which it is said; above the
    /// columns, whose heads have room for two sentences.
    private var listNotes: [Block] {
        var said: [String] = []
        for note in lists.compactMap(\.record.details.note) where !said.contains(note) { said.append(note) }
        return said.map { note in
            let names = lists.filter { $0.record.details.note == note }.map { "“\($0.record.details.name)”" }
            return .paragraph("\(Wording.list(names)): \(note)")
        }
    }

    private var listColumns: ListColumns {
        let sources = listSources
        let columns = sources.enumerated().map { number, source in
            ListColumns.Column(
                id: "list-\(number)", name: source.name, note: source.note,
                entries: source.items.enumerated().map {
                    entry($1, rank: $0 + 1, list: number, sources: sources)
                },
                links: number == 0
                    ? nil
                    : ListLinks(sources[number - 1].ids, source.ids).plot(
                        id: "links-\(number)", names: (sources[number - 1].name, source.name)))
        }
        return ListColumns(columns: columns, data: rankTable(sources))
    }

    private func entry(_ item: ListSource.Item, rank: Int, list: Int, sources: [ListSource])
        -> ListColumns.Entry
    {
        let others = sources.enumerated().compactMap { number, source -> ListColumns.Other? in
            guard number != list, let place = source.ids.firstIndex(of: item.id) else { return nil }
            return ListColumns.Other(
                anchor: "list-\(number)-\(place + 1)", text: "\(source.name) \(place + 1)")
        }
        return ListColumns.Entry(
            anchor: "list-\(list)-\(rank)", rank: rank, title: item.title, figures: item.figures,
            isPinned: item.isPinned,
            others: Array(others.prefix(3)), isShared: !others.isEmpty,
            more: others.count > 3 ? "and \(others.count - 3) more" : nil)
    }

    private var listSources: [ListSource] {
        let equal = lists.filter { $0.items.map(\.item.itemID) == popular.map(\.itemID) }.map {
            "“\($0.record.details.name)”"
        }
        let note = equal.isEmpty ? "" : " The same as the list \(Wording.list(equal))."
        let popularity = ListSource(
            name: "Most popular", note: "What plain popularity would ask.\(note)",
            items: popular.map {
                ListSource.Item(
                    id: $0.itemID, title: $0.label.titleAndYear,
                    figures: knowledge(of: $0.itemID),
                    isPinned: false)
            })
        let ids = popularity.ids
        return [popularity] + lists.filter { $0.items.map(\.item.itemID) != ids }.map(source)
    }

    private func source(_ list: StoredList) -> ListSource {
        let record = list.record
        var note =
            "Version \(record.version), strategy \(record.strategy); \(sharedWithPopular(list)) of "
            + "\(list.items.count) also among the most popular."
        if olderLists.contains(record.id) { note += " Made on an earlier version of the dataset." }
        return ListSource(
            name: record.details.name, note: note,
            items: list.items.map { entry in
                ListSource.Item(
                    id: entry.item.itemID, title: entry.label.titleAndYear,
                    figures: "\(Wording.score(entry.item.score)) · \(knowledge(of: entry.item.itemID))",
                    isPinned: entry.item.pinned)
            })
    }

    /// Who knows an item, in the same words wherever it stands.
    private func knowledge(of item: ExternalID) -> String { "\(Wording.percent(knownShare(item))) know it" }

    private func rankTable(_ sources: [ListSource]) -> DataTable {
        var (order, titles): ([ExternalID], [ExternalID: String]) = ([], [:])
        for item in sources.flatMap(\.items) where titles[item.id] == nil {
            order.append(item.id)
            titles[item.id] = item.title
        }
        let rows = order.map { id in
            [titles[id] ?? id.description]
                + sources.map { source in
                    source.ids.firstIndex(of: id).map { "\($0 + 1): \(source.items[$0].figures)" } ?? "–"
                }
        }
        return DataTable("Rank and figures of every item in every list", ["item"] + sources.map(\.name), rows)
    }
}

/// A list as a column shows it.
struct ListSource {
    /// An item with its figures in words.
    struct Item {
        var id: ExternalID
        var title: String
        var figures: String
        var isPinned: Bool
    }

    var name: String
    var note: String
    var items: [Item]
    var ids: [ExternalID] { items.map(\.id) }
}
