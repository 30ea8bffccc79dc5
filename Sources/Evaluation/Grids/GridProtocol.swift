/// Which titles may be tiles, which are recommended, and which of a new user's titles the recommendations are
/// judged by.
///
/// What is shown must not be what is judged, and three ways to see to that give three figures;
/// `docs/protocols.md` says why.
package enum GridProtocol: String, Sendable, Codable, CaseIterable {
    /// Tiles come from one half of the catalogue and recommendations are judged on the other, over several
    /// draws of the halves: nothing needs to be excluded, so that no list loses the targets that it predicts
    /// best.
    case catalogueSplit = "catalogue-split"
    /// Tiles come from the whole catalogue; for each list, its own tiles and the popular grid's are neither
    /// recommended nor judged, for both of the two that are compared.
    case pairExclusion = "pair-exclusion"
    /// Half of each user's titles is hidden and judged, the grid's tiles stay among the candidates.
    /// **Misleading:** a hidden popular title is on the popular grid, looks untapped and is still
    /// recommended. Kept to show what it does.
    case heldOutTitles = "held-out-titles"

    /// Those that a comparison takes unless told otherwise.
    package static let usual: [GridProtocol] = [.catalogueSplit, .pairExclusion]

    /// In words, for tables and the report.
    package var title: String {
        switch self {
        case .catalogueSplit: "catalogue split"
        case .pairExclusion: "pair exclusion"
        case .heldOutTitles: "held-out titles (misleading)"
        }
    }
}
