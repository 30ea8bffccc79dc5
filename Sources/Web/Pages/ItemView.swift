import Datasets
import Study

/// An item as its page shows it.
struct ItemView {
    var title: String
    var year: String?
    var yearWord: String
    var genres: String?
    var genresWord: String
    /// The address of a picture; only `https:`, as the content security policy says.
    var poster: String?

    /// Shows an item by the id that the dataset gives it.
    init(_ id: String, in dataset: Dataset, texts: StudyTexts) {
        let label = dataset.items.position(of: ExternalID(id)).map { dataset.label(ofItem: $0) } ?? ItemLabel(title: id)
        title = label.title
        year = label.year.map(String.init)
        genres = label.genres.isEmpty ? nil : label.genres.joined(separator: ", ")
        poster = label.poster.flatMap { $0.lowercased().hasPrefix("https://") ? $0 : nil }
        (yearWord, genresWord) = (texts.text("rate.year"), texts.text("rate.genres"))
    }

    /// The picture says nothing that the title does not, so that its alternative is empty.
    static let template = """
        <div class="card item">
        {{#poster}}<img src="{{.}}" alt="" width="104" height="156" referrerpolicy="no-referrer"/>
        {{/poster}}<div>
        <h2>{{title}}</h2>
        {{#year}}<p><span class="visually-hidden">{{yearWord}}: </span>{{.}}</p>
        {{/year}}{{#genres}}<p class="soft"><span class="visually-hidden">{{genresWord}}: </span>{{.}}</p>
        {{/genres}}</div>
        </div>
        """
}
