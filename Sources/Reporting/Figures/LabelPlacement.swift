/// Places names beside their points so that none covers another name or point; greedily, in the order given.
package struct LabelPlacement {
    /// A point with what may be written beside it.
    package struct Anchor {
        var x: Double
        var y: Double
        /// What to write, the fullest first.
        var texts: [String]

        /// Creates a point.
        package init(x: Double, y: Double, texts: [String]) { (self.x, self.y, self.texts) = (x, y, texts) }
    }

    /// A name at its place.
    package struct Label {
        package var x: Double
        package var y: Double
        package var anchor: String
        package var text: String
    }

    /// One per point; `nil` where there is no room.
    package let labels: [Label?]

    private typealias Box = (left: Double, top: Double, right: Double, bottom: Double)
    private static let (letter, height) = (6.4, 13.0)

    /// - Parameters:
    ///   - anchors: the points, the most important first.
    ///   - bounds: left, top, right and bottom of the room.
    package init(_ anchors: [Anchor], inside bounds: (Double, Double, Double, Double)) {
        var taken: [Box] = anchors.map { ($0.x - 7, $0.y - 7, $0.x + 7, $0.y + 7) }
        labels = anchors.enumerated().map { number, anchor in
            for (label, box) in Self.candidates(anchor) where Self.fits(box, bounds, taken, except: number) {
                taken.append(box)
                return label
            }
            return nil
        }
    }

    private static func candidates(_ anchor: Anchor) -> [(Label, Box)] {
        anchor.texts.flatMap { candidates(anchor, text: $0) }
    }

    private static func candidates(_ anchor: Anchor, text: String) -> [(Label, Box)] {
        let width = Double(text.count) * letter
        let places: [(Double, Double, String)] = [
            (9, 4, "start"), (-9, 4, "end"), (0, -10, "middle"), (0, 19, "middle"), (8, -8, "start"),
            (-8, -8, "end"),
            (8, 16, "start"), (-8, 16, "end"),
        ]
        return places.map { dx, dy, side in
            let label = Label(x: anchor.x + dx, y: anchor.y + dy, anchor: side, text: text)
            let left = label.x - (side == "end" ? width : side == "middle" ? width / 2 : 0)
            return (label, (left, label.y - height + 3, left + width, label.y + 3))
        }
    }

    private static func fits(_ box: Box, _ bounds: Box, _ taken: [Box], except: Int) -> Bool {
        guard box.left >= bounds.left, box.right <= bounds.right, box.top >= bounds.top,
            box.bottom <= bounds.bottom
        else {
            return false
        }
        return !taken.enumerated().contains { number, other in
            number != except && box.left < other.right && other.left < box.right && box.top < other.bottom
                && other.top < box.bottom
        }
    }
}
