/// What a person reads of an item: its title, year, genres and poster.
package struct ItemLabel: Sendable, Equatable {
    /// The title; the item's id where the dataset has no title.
    package var title: String
    /// The year in which the item appeared, where it is known.
    package var year: Int?
    /// The genres, where they are known.
    package var genres: [String]
    /// The address of a picture, where there is one.
    package var poster: String?

    /// Creates a label.
    package init(title: String, year: Int? = nil, genres: [String] = [], poster: String? = nil) {
        self.title = title
        self.year = year
        self.genres = genres
        self.poster = poster
    }

    /// The title with the year in parentheses where it is known.
    package var titleAndYear: String {
        year.map { "\(title) (\($0))" } ?? title
    }
}

extension Dataset {
    /// The label of an item, from the features that have a role.
    /// - Parameter item: the position of the item.
    package func label(ofItem item: Int) -> ItemLabel {
        ItemLabel(
            title: words(.title, ofItem: item).first ?? items.ids[item].description,
            year: words(.year, ofItem: item).first.flatMap { Double($0) }.flatMap { Int(exactly: $0) },
            genres: words(.genres, ofItem: item),
            poster: words(.poster, ofItem: item).first)
    }

    private func words(_ role: FeatureRole, ofItem item: Int) -> [String] {
        switch items.feature(role: role)?.values {
        case .categorical(let column), .multivalued(let column): column.tokens(ofRow: item)
        case .numeric(let values): values[item].map { [String($0)] } ?? []
        case .text(let values): values[item].map { [$0] } ?? []
        case nil: []
        }
    }
}
