/// A link of a page.
struct PageLink {
    var address: String
    var text: String
}
