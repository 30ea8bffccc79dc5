/// Which model, scoring run or list is meant.
package enum RecordReference: Equatable, Sendable, CustomStringConvertible {
    /// The one made last; of models, the one finished last.
    case latest
    /// The one with this number.
    case id(Int64)
    /// The one with this name; of lists, its latest version.
    case name(String)

    /// Reads `latest`, a number, or else a name.
    package init(_ text: String) {
        self = text == "latest" ? .latest : Int64(text).map { .id($0) } ?? .name(text)
    }

    /// What `init(_:)` reads.
    package var description: String {
        switch self {
        case .latest: "latest"
        case .id(let id): String(id)
        case .name(let name): "`\(name)`"
        }
    }
}
