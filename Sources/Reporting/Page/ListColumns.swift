/// Onboarding lists beside each other, shared items joined by lines between neighbours.
struct ListColumns {
    var columns: [Column]
    /// The ranks of all items, folded below.
    var data: DataTable

    /// One list; `links` joins it to the column before it.
    struct Column {
        var id: String
        var name: String
        var note: String
        var entries: [Entry]
        var links: Plot?
    }

    /// One item of a list.
    struct Entry {
        var anchor: String
        var rank: Int
        var title: String
        var figures: String
        var why: String?
        var isPinned: Bool
        /// Where else the item stands.
        var others: [Other]
        var isShared: Bool
        /// How many further lists hold it, where there is no room for their names.
        var more: String?
    }

    /// A place of the same item in another list.
    struct Other {
        var anchor: String
        var text: String
    }
}
