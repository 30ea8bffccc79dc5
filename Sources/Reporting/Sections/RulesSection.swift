import Storage

extension ReportContents {
    /// What the rules of the lists displaced and cost.
    var rulesSection: Section {
        let title = "What the rules cost"
        let ruled = lists.filter { list in
            ruleEffects.contains { $0.list == list.record.id } || !list.displaced.isEmpty
        }
        guard !ruled.isEmpty else {
            let what = lists.isEmpty ? "There is no list yet." : "No shown list was picked under a rule."
            return Section(
                id: "rules", title: title,
                blocks: [
                    .missing("\(what) Pins, exclusions, caps and conditions show here.", next.selectUnderRule)
                ])
        }
        let lead =
            "Each rule alone, applied to the stored scores: what it keeps off the list, what comes in, and what share of the summed "
            + "score it costs. Rules can overlap, so the costs need not add up."
        return Section(id: "rules", title: title, blocks: [.paragraph(lead)] + ruled.flatMap(ruleBlocks))
    }

    private func ruleBlocks(_ list: StoredList) -> [Block] {
        let name = list.record.details.name
        let effects = ruleEffects.filter { $0.list == list.record.id }
        var blocks: [Block] = [.heading("The list “\(name)”, version \(list.record.version)")]
        let total = effects.first?.total ?? 0
        let share = total > 0 ? " (\(Wording.percent(list.record.details.scoreCost / total)))" : ""
        blocks.append(
            .paragraph(
                "All rules together displace \(Wording.count(list.displaced.count, "item", "items")) and cost "
                    + "\(Wording.score(list.record.details.scoreCost)) of the summed score\(share)."))
        let rows = effects.map { effect in
            [
                effect.rule, "\(effect.displaced.count)",
                effect.total > 0 ? Wording.percent(effect.cost / effect.total) : Wording.score(effect.cost),
                effect.displaced.isEmpty ? "–" : effect.displaced.joined(separator: "; "),
                effect.arrived.isEmpty ? "–" : effect.arrived.joined(separator: "; "),
            ]
        }
        blocks.append(
            .table(
                DataTable("Each rule alone", ["rule", "#displaces", "#cost", "keeps off", "brings in"], rows))
        )
        let displaced = list.displaced.map { entry in
            let place = list.items.first { $0.item.itemID == entry.item.replacedBy }
            return [
                entry.label.titleAndYear, entry.item.rule, place?.label.titleAndYear ?? "–",
                Wording.score(entry.item.cost),
            ]
        }
        if !displaced.isEmpty {
            blocks.append(
                .table(
                    DataTable(
                        "With all rules together; the costs are of the summed score, and add up to what all rules cost",
                        ["displaced", "rule", "in its place", "#cost"], displaced)))
        }
        return blocks
    }
}
