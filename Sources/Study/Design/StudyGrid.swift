/// How a study shows the lists of its arms as grids, in which participants tap what they have taken.
///
/// What they tap and what they leave untapped both count: the recommendations come from the table of the
/// grid, which the study's material has from the launch on (see ``GridWeights``), and need no model.
package struct StudyGrid: Sendable, Equatable, Codable {
    /// The most pages.
    package static let mostPages = 2

    /// On how many pages an arm's tiles are shown, as many on each as on the others or one more.
    package var pages: Int
    /// The lowest rating of the dataset that counts as taken; nil where any rating, or any interaction, does.
    package var positiveFrom: Double?

    /// Creates the way in which grids are shown.
    package init(pages: Int = 1, positiveFrom: Double? = nil) {
        (self.pages, self.positiveFrom) = (pages, positiveFrom)
    }

    /// The places of the tiles on a page.
    /// - Parameters:
    ///   - page: from 0.
    ///   - count: how many tiles all pages have.
    package func places(ofPage page: Int, of count: Int) -> Range<Int> {
        guard (0..<pages).contains(page) else { return 0..<0 }
        return count * page / pages..<count * (page + 1) / pages
    }
}

extension StudyDesign {
    /// Whether participants tap the tiles of a grid, rather than rate one item a page.
    package var isGrid: Bool { grid != nil }
}
