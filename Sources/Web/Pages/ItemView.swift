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

    /// Shows an item by its id, as the study has it from its launch.
    init(_ id: String, in material: StudyMaterial, texts: StudyTexts) {
        let item = material.item(id)
        title = item?.title ?? id
        year = item?.year.map(String.init)
        genres = item.flatMap { $0.genres.isEmpty ? nil : $0.genres.joined(separator: ", ") }
        poster = item?.poster.flatMap { $0.lowercased().hasPrefix("https://") ? $0 : nil }
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
