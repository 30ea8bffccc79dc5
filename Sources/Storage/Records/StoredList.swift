import Datasets

/// An onboarding list with its items, ready to print.
package struct StoredList: Equatable, Sendable {
    /// The list.
    package var record: ListRecord
    /// The run that scored its items.
    package var run: ScoringRunRecord
    /// Its items by rank.
    package var items: [LabelledListItem]
    /// The items that a rule displaced, best first.
    package var displaced: [LabelledDisplacedItem]

    /// Creates a list.
    package init(
        record: ListRecord, run: ScoringRunRecord, items: [LabelledListItem],
        displaced: [LabelledDisplacedItem]
    ) {
        self.record = record
        self.run = run
        self.items = items
        self.displaced = displaced
    }
}

/// An item of a list with what a person reads of it.
package struct LabelledListItem: Equatable, Sendable {
    /// The item.
    package var item: ListItemRecord
    /// Its title, year, genres and poster.
    package var label: ItemLabel
    /// Its row in the scoring run, if it was scored.
    package var score: ItemScoreRecord?

    /// Creates a labelled item.
    package init(item: ListItemRecord, label: ItemLabel, score: ItemScoreRecord? = nil) {
        self.item = item
        self.label = label
        self.score = score
    }
}

/// A displaced item with what a person reads of it.
package struct LabelledDisplacedItem: Equatable, Sendable {
    /// The item.
    package var item: DisplacedItemRecord
    /// Its title, year, genres and poster.
    package var label: ItemLabel

    /// Creates a labelled item.
    package init(item: DisplacedItemRecord, label: ItemLabel) {
        self.item = item
        self.label = label
    }
}
