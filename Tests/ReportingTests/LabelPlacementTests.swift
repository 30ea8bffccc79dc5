import Reporting
import Testing

@Suite("Label placement")
struct LabelPlacementTests {
    /// Left, top, right and bottom of a label, a letter 6.4 wide and a line 13 high, as the placement
    /// reckons.
    private func box(_ label: LabelPlacement.Label) -> (Double, Double, Double, Double) {
        let width = Double(label.text.count) * 6.4
        let left = label.x - (label.anchor == "end" ? width : label.anchor == "middle" ? width / 2 : 0)
        return (left, label.y - 10, left + width, label.y + 3)
    }

    @Test(
        "lets no label cover another or leave its room, however near the points lie",
        arguments: [2.0, 5, 12, 40])
    func crowd(_ distance: Double) {
        let anchors = (0..<20).map { number in
            LabelPlacement.Anchor(
                x: 300 + distance * Double(number % 5), y: 200 + distance * Double(number / 5),
                texts: ["A rather long name \(number)", "\(number)"])
        }
        let labels = LabelPlacement(anchors, inside: (0, 0, 700, 400)).labels
        #expect(labels.count == anchors.count && labels.first.flatMap { $0 }?.text == "A rather long name 0")
        let boxes = labels.compactMap { $0.map(box) }
        for (place, one) in boxes.enumerated() {
            #expect(one.0 >= 0 && one.1 >= 0 && one.2 <= 700 && one.3 <= 400)
            for other in boxes.dropFirst(place + 1) {
                #expect(one.2 <= other.0 || other.2 <= one.0 || one.3 <= other.1 || other.3 <= one.1)
            }
        }
    }

    @Test("writes the shorter text where the longer has no room, and none where neither has")
    func shorter() {
        let anchor = LabelPlacement.Anchor(x: 30, y: 30, texts: ["much too long", "7"])
        #expect(LabelPlacement([anchor], inside: (0, 0, 60, 60)).labels.first.flatMap { $0 }?.text == "7")
        #expect(LabelPlacement([anchor], inside: (28, 28, 32, 32)).labels.first.flatMap { $0 } == nil)
    }
}
