/// One dot with its interval per row, and a line that they are compared with; the label of a row stands above
/// its dot, so that the drawing is as readable on a phone.
struct DotIntervalPlot {
    /// A row.
    struct Row {
        var name: String
        /// What it says in words, at the right of the name.
        var words: String
        var value: Double
        var low: Double?
        var high: Double?
        /// `better`, `worse`, `open` or `plain`.
        var style: String
    }

    var rows: [Row]
    /// The value of the line.
    var line: Double
    var xTitle: String
    private static let (width, row, top, foot) = (440.0, 34.0, 6.0, 40.0)

    /// The drawing.
    func plot(id: String, title: String, summary: String) -> Plot {
        let height = Self.top + Self.row * Double(rows.count) + Self.foot
        let values = rows.flatMap { [$0.value, $0.low, $0.high].compactMap { $0 } } + [line]
        let axis = Axis(values, range: (16, Self.width - 16))
        let bottom = height - Self.foot + 2
        var marks = axis.ticks(5).flatMap { value -> [Mark] in
            [
                .line("grid", [(axis(value), Self.top), (axis(value), bottom)]),
                .text("tick", axis(value), bottom + 14, Axis.label(value), anchor: "middle"),
            ]
        }
        marks.append(.line("reference", [(axis(line), Self.top), (axis(line), bottom)]))
        for (place, row) in rows.enumerated() {
            let top = Self.top + Self.row * Double(place)
            let middle = top + 24
            if let low = row.low, let high = row.high {
                marks.append(.line("interval \(row.style)", [(axis(low), middle), (axis(high), middle)]))
            }
            marks.append(
                .circle(
                    "dot \(row.style)", axis(row.value), middle, r: 4.5, hint: "\(row.name): \(row.words)"))
            marks.append(.text("name", 2, top + 13, row.name))
            marks.append(.text("name", Self.width - 2, top + 13, row.words, anchor: "end"))
        }
        marks.append(.text("axis", Self.width / 2, height - 4, xTitle, anchor: "middle"))
        return Plot(
            id: id, title: title, summary: summary, width: Int(Self.width), height: Int(height), marks: marks)
    }
}
