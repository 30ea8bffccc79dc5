import Datasets

/// An item as the grid shows it: its poster, or its title on a coloured ground, and a control as large as
/// both.
struct GridTile: Sendable {
    let value: String
    let title: String
    /// What stands beneath: with a poster the title, else the year.
    let caption: String
    let poster: String?
    /// Which of the eight grounds.
    let tone: Int
    let isChosen: Bool

    init(_ item: Int, of dataset: Dataset, isChosen: Bool) {
        let label = dataset.label(ofItem: item)
        value = dataset.items.ids[item].description
        title = label.title
        poster = Poster.address(label.poster)
        caption = poster == nil ? label.year.map(String.init) ?? "" : label.titleAndYear
        tone = Self.tone(value)
        self.isChosen = isChosen
    }

    /// The same ground for the same id, everywhere and always: FNV-1a, whose highest bits alone hardly differ
    /// between ids that differ in their last letter, and so its bits mixed.
    static func tone(_ id: String) -> Int {
        let hash = id.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        return Int(((hash ^ (hash >> 15)) &* 2_246_822_507) >> 29)
    }

    /// The title stands beneath the poster, so that it is there where the poster cannot be loaded. It is said
    /// once: by the caption where there is a poster.
    static let template = """
        <li class="tile tone-{{tone}}"><label><input type="checkbox" name="tap" value="{{value}}"{{#isChosen}} checked=""{{/isChosen}}/>\
        {{> grid-picture}}<span class="caption">{{caption}}</span><span class="mark" aria-hidden="true"></span></label></li>
        """

    static let pictureTemplate = """
        <span class="picture"><span class="name"{{#poster}} aria-hidden="true"{{/poster}}>{{title}}</span>\
        {{#poster}}<img src="{{.}}" alt="" width="200" height="300" loading="lazy" referrerpolicy="no-referrer"/>{{/poster}}</span>
        """
}

/// A recommended item with its reason.
struct GridPick: Sendable {
    let tile: GridTile
    let title: String
    let reason: String
    /// The words of the control that picks it; nil where there is none.
    let like: String?

    static let template = """
        <li class="pick tone-{{tile.tone}}"><div aria-hidden="true">{{#tile}}{{> grid-picture}}{{/tile}}</div>
        <div><h3>{{title}}</h3><p>{{reason}}</p>
        {{#like}}<label class="choice"><input type="checkbox" name="tap" value="{{tile.value}}"/>\
        <span>{{.}}<span class="visually-hidden">: {{title}}</span></span></label>
        {{/like}}</div></li>
        """
}
