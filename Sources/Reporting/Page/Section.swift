/// A section of the report under its own heading.
struct Section {
    /// The anchor.
    var id: String
    var title: String
    var blocks: [Block]
}
