/// One or several plots with a caption and the table of their figures.
struct Figure {
    var caption: String
    var plots: [Plot]
    /// The table that stands folded below.
    var data: DataTable
    /// Whether the plots are small ones in a grid.
    var isGrid = false
    /// Whether the plot takes the width of the page, up to a bound, rather than its own.
    var isWide = false
    /// What to write where the whole figure is folded away; shown open without it.
    var foldedTitle: String?
    /// What the marks mean.
    var legend: [LegendEntry] = []
}

/// What a mark means.
struct LegendEntry {
    var style: String
    var text: String
}

/// A drawing.
struct Plot {
    /// Unique in the page.
    var id: String
    var title: String
    /// What a reader who cannot see it should know.
    var summary: String
    var width: Int
    var height: Int
    var marks: [Mark]
    /// A line of text above the drawing, such as the panel's name.
    var label: String?
    /// What the plot shows in words, beside the label.
    var verdict: String?
}
