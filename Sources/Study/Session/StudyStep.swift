/// What a participant does next. It follows from what is stored, so that a reload, a crash, the back button
/// or a second device always leads to the same place.
package enum StudyStep: Sendable, Equatable {
    /// Saying something about themselves.
    case about
    /// Rating the item at a place of the list of a part; both from 0.
    case rate(part: Int, place: Int)
    /// Tapping the tiles of a page of the grid of a part; both from 0.
    case grid(part: Int, page: Int)
    /// Rating the recommendations of a part.
    case recommendations(part: Int)
    /// The questionnaire.
    case questionnaire
    /// Nothing: the completion code is shown.
    case complete
    /// Nothing: the participant withdrew.
    case withdrawn
}

extension ParticipantSession {
    /// The step that is next under a design.
    package func nextStep(in design: StudyDesign) -> StudyStep {
        if withdrawnAt != nil { return .withdrawn }
        if completedAt != nil { return .complete }
        if about == nil { return .about }
        for part in condition.indices where !finishedParts.contains(part) {
            let open: StudyStep? =
                design.isGrid
                ? firstOpenPage(ofPart: part, in: design).map { .grid(part: part, page: $0) }
                : firstOpenPlace(ofPart: part, in: design).map { .rate(part: part, place: $0) }
            return open ?? .recommendations(part: part)
        }
        return .questionnaire
    }

    /// The first place of the list of a part that has no answer; nil where all have.
    func firstOpenPlace(ofPart part: Int, in design: StudyDesign) -> Int? {
        let answered = Set(answers.lazy.filter { $0.part == part }.map(\.place))
        return (0..<itemCount(ofPart: part, in: design)).first { !answered.contains($0) }
    }

    /// The first page of the grid of a part that was not sent; nil where all were.
    package func firstOpenPage(ofPart part: Int, in design: StudyDesign) -> Int? {
        let sent = Set(grids.lazy.filter { $0.part == part }.map(\.page))
        return (0..<(design.grid?.pages ?? 0)).first { !sent.contains($0) }
    }

    /// Whether everything that comes before the recommendations of a part is answered.
    func isPastItems(ofPart part: Int, in design: StudyDesign) -> Bool {
        design.isGrid
            ? firstOpenPage(ofPart: part, in: design) == nil : firstOpenPlace(ofPart: part, in: design) == nil
    }

    /// The ids of the tiles on a page of the grid of a part, in the order in which they are shown.
    package func tiles(ofPart part: Int, page: Int, in design: StudyDesign) -> [String] {
        let count = itemCount(ofPart: part, in: design)
        guard count > 0, let places = design.grid?.places(ofPage: page, of: count) else { return [] }
        return Array(design.arms[condition[part]].items[places])
    }

    /// The ids of the tiles that the participant tapped in a part.
    package func taps(ofPart part: Int) -> Set<String> {
        Set(grids.filter { $0.part == part }.flatMap(\.taps))
    }

    /// How many items of the list of a part are rated: as the design says, or fewer where the list is
    /// shorter.
    package func itemCount(ofPart part: Int, in design: StudyDesign) -> Int {
        guard condition.indices.contains(part), design.arms.indices.contains(condition[part]) else {
            return 0
        }
        return min(design.itemsToRate, design.arms[condition[part]].items.count)
    }
}
