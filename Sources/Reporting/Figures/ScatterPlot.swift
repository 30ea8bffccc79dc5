/// Points over two axes, some of them named.
struct ScatterPlot {
    /// A point.
    struct Point {
        var x: Double
        var y: Double
        /// What to write beside it; nothing for the crowd.
        var name: String?
        /// The place in the list, written where the name has no room.
        var number: Int = 0
    }

    var points: [Point]
    var xTitle: String
    var yTitle: String
    /// Whether names are written; else the named points are only marked.
    var isNaming = true
    private static let size = (width: 760.0, height: 460.0)

    /// The drawing with the crowd behind and the named points in front.
    func plot(id: String, title: String, summary: String) -> Plot {
        let (width, height) = Self.size
        let x = Axis(points.map(\.x), range: (72, width - 32), isLogarithmic: true)
        let y = Axis(points.map(\.y), range: (height - 58, 22))
        let named = points.filter { $0.name != nil }
        var marks = grid(x, y)
        marks.append(.dots("crowd", points.filter { $0.name == nil }.map { (x($0.x), y($0.y)) }))
        guard isNaming else {
            marks += named.map {
                .circle("chosen", x($0.x), y($0.y), r: 4, hint: "\($0.number). \($0.name ?? "")")
            }
            return Plot(
                id: id, title: title, summary: summary, width: Int(width), height: Int(height), marks: marks)
        }
        let anchors = named.map { point in
            LabelPlacement.Anchor(
                x: x(point.x), y: y(point.y),
                texts: [Wording.short(point.name ?? "", 30), String(point.number)])
        }
        let labels = LabelPlacement(anchors, inside: (66, 8, width - 4, height - 56)).labels
        marks += named.map {
            .circle("chosen", x($0.x), y($0.y), r: 4.5, hint: "\($0.number). \($0.name ?? "")")
        }
        marks += labels.compactMap { $0.map { Mark.text("name", $0.x, $0.y, $0.text, anchor: $0.anchor) } }
        return Plot(
            id: id, title: title, summary: summary, width: Int(width), height: Int(height), marks: marks)
    }

    private func grid(_ x: Axis, _ y: Axis) -> [Mark] {
        let (width, height) = Self.size
        let bottom = height - 52
        return x.ticks().flatMap {
            [
                .line("grid", [(x($0), 16), (x($0), bottom)]),
                .text("tick", x($0), bottom + 18, Axis.label($0), anchor: "middle"),
            ]
        }
            + y.ticks().flatMap {
                [
                    .line("grid", [(64, y($0)), (width - 24, y($0))]),
                    .text("tick", 58, y($0) + 4, Axis.label($0), anchor: "end"),
                ]
            }
            + [
                .text("axis", width / 2, height - 8, xTitle, anchor: "middle"), .text("axis", 8, 12, yTitle),
            ]
    }
}
