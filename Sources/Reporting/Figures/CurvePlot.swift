/// A curve over whole numbers, with a band around it and curves to compare with.
struct CurvePlot {
    /// A point of a curve.
    struct Point {
        var x: Double
        var y: Double
        var low: Double?
        var high: Double?
    }

    /// The curve in front.
    var points: [Point]
    /// Curves behind, without bands.
    var others: [[Point]] = []
    /// All values that the axes must hold, so that panels share them.
    var x: [Double]
    var y: [Double]
    var xTitle: String
    var yTitle: String
    /// The style of the curve: `better`, `worse`, `open` or `plain`.
    var style = "plain"
    /// A vertical line at the number that is compared.
    var marked: Double?
    var size = (width: 260.0, height: 170.0)

    /// The drawing.
    func plot(id: String, title: String, summary: String, label: String? = nil, verdict: String? = nil)
        -> Plot
    {
        let (left, right, top, bottom) = (48.0, size.width - 10, 20.0, size.height - 36)
        let horizontal = Axis(x, range: (left, right))
        let vertical = Axis(y, range: (bottom, top))
        var marks = vertical.ticks(4).flatMap { value -> [Mark] in
            [
                .line(value == 0 ? "zero" : "grid", [(left, vertical(value)), (right, vertical(value))]),
                .text("tick", left - 5, vertical(value) + 4, Axis.label(value), anchor: "end"),
            ]
        }
        marks += horizontal.ticks(4).map {
            .text("tick", horizontal($0), bottom + 15, Axis.label($0), anchor: "middle")
        }
        if let marked {
            marks.append(.line("marked", [(horizontal(marked), top), (horizontal(marked), bottom)]))
        }
        let banded = points.filter { $0.low != nil && $0.high != nil }
        if banded.count > 1 {
            let upper = banded.map { (horizontal($0.x), vertical($0.high ?? $0.y)) }
            let lower = banded.reversed().map { (horizontal($0.x), vertical($0.low ?? $0.y)) }
            marks.append(.area("band \(style)", upper + lower))
        }
        marks += others.map { .line("other", $0.map { (horizontal($0.x), vertical($0.y)) }) }
        if !points.isEmpty {
            marks.append(.line("curve \(style)", points.map { (horizontal($0.x), vertical($0.y)) }))
        }
        marks += [
            .text("axis", (left + right) / 2, size.height - 5, xTitle, anchor: "middle"),
            .text("axis", 4, 11, yTitle),
        ]
        return Plot(
            id: id, title: title, summary: summary, width: Int(size.width), height: Int(size.height),
            marks: marks, label: label,
            verdict: verdict)
    }
}
