import Foundation

/// A shape of a drawing with the name of its style. Exactly one of the shapes is set.
struct Mark {
    var path: PathShape?
    var circle: CircleShape?
    var words: TextShape?

    /// A path in SVG's notation.
    struct PathShape {
        var style: String
        var d: String
    }

    /// A circle with what hovering says.
    struct CircleShape {
        var style: String
        var x: String
        var y: String
        var r: String
        var hint: String?
    }

    /// Text at a point.
    struct TextShape {
        var style: String
        var x: String
        var y: String
        var anchor: String
        var text: String
    }

    static func line(_ style: String, _ points: [(Double, Double)]) -> Mark {
        Mark(
            path: PathShape(
                style: style, d: "M" + points.map { "\(short($0.0)) \(short($0.1))" }.joined(separator: "L")))
    }

    static func area(_ style: String, _ points: [(Double, Double)]) -> Mark {
        Mark(
            path: PathShape(
                style: style,
                d: "M" + points.map { "\(short($0.0)) \(short($0.1))" }.joined(separator: "L") + "Z"))
    }

    /// Many dots in one path.
    static func dots(_ style: String, _ points: [(Double, Double)]) -> Mark {
        Mark(path: PathShape(style: style, d: points.map { "M\(short($0.0)) \(short($0.1))h0" }.joined()))
    }

    static func circle(_ style: String, _ x: Double, _ y: Double, r: Double, hint: String? = nil) -> Mark {
        Mark(circle: CircleShape(style: style, x: short(x), y: short(y), r: short(r), hint: hint))
    }

    static func text(_ style: String, _ x: Double, _ y: Double, _ text: String, anchor: String = "start")
        -> Mark
    {
        Mark(words: TextShape(style: style, x: short(x), y: short(y), anchor: anchor, text: text))
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() ? String(format: "%.0f", value) : String(format: "%.1f", value)
    }
}
