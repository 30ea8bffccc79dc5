import Datasets
import Support

/// What the participants of a study are shown and asked that comes from the dataset, as it was at the launch.
///
/// A dataset grows while a study runs: a new rating may widen its scale, a new row may fill in a title or add
/// an item. None of that may change what later participants see or what their answers mean, so a launched
/// study keeps a copy; its hash is part of the design.
package struct StudyMaterial: Sendable, Equatable, Codable {
    /// What is shown of an item.
    package struct Item: Sendable, Equatable, Codable {
        /// The item's id as the dataset writes it.
        package var id: String
        /// The title; the id where the dataset has none.
        package var title: String
        /// The year in which it appeared.
        package var year: Int?
        /// The genres.
        package var genres: [String]
        /// The address of a picture.
        package var poster: String?

        /// The title with the year in parentheses where it is known.
        package var titleAndYear: String { year.map { "\(title) (\($0))" } ?? title }

        init(_ id: String, _ label: ItemLabel) {
            (self.id, title, year, genres, poster) = (id, label.title, label.year, label.genres, label.poster)
        }
    }

    /// The dataset's format, by which features and their values are named.
    package var format: String
    /// The ratings that participants may choose, ascending.
    package var ratings: [Double]
    /// What participants are asked about themselves.
    package var questions: [AboutQuestion]
    /// The items that the arms ask about and those that may be recommended, in the order of the dataset's
    /// ids.
    package var items: [Item]
    /// The ids of the items that may be recommended, in the order of the dataset's ids.
    package var candidates: [String]
    /// The tables that recommend from the grids, in the order of the arms; nil in a study without grids.
    package var grids: [GridWeights]?

    /// What participants judge recommendations by where the dataset has no ratings.
    package static let judgements = [1.0, 2, 3, 4, 5]

    /// Takes from a dataset what a design needs.
    package init(_ design: StudyDesign, of dataset: Dataset) {
        format = dataset.format
        ratings =
            dataset.feedback == .implicit
            ? Self.judgements : dataset.scale.choices(fitting: Set(dataset.interactions.ratings))
        questions = AboutQuestion.all(of: dataset)
        let counts = KnownCounts(of: dataset).counts
        let least = design.minimumKnown ?? 0
        let asked = Set(design.arms.flatMap(\.items).map { ExternalID($0) })
        items = []
        candidates = []
        for (item, id) in dataset.items.ids.enumerated() where counts[item] >= least || asked.contains(id) {
            items.append(Item(id.description, dataset.label(ofItem: item)))
            if counts[item] >= least { candidates.append(id.description) }
        }
        grids = design.grid.map { GridWeights.all($0, of: design, candidates: candidates, dataset: dataset) }
    }

    /// What is shown of an item; nil for one that the study neither asks about nor recommends.
    package func item(_ id: String) -> Item? {
        let wanted = ExternalID(id)
        let place = items.partitionPoint { ExternalID($0.id) < wanted }
        return place < items.count && ExternalID(items[place].id) == wanted ? items[place] : nil
    }

    /// The SHA-256, in lowercase hexadecimal, of the material's canonical JSON.
    /// - Throws: `EncodingError` where a number is not finite.
    package func hash() throws -> String { try CanonicalJSON.hash(self) }
}
