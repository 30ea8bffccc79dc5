import Study

/// The places of one part's list, as one participant goes through them.
///
/// Answers that were taken over from an earlier part are not asked again and do not count in the progress.
struct AnswerPlaces {
    /// The items to rate, by place.
    let items: [String]
    /// Whether the part's recommendations were made from the answers, which then stay.
    let isLocked: Bool
    private let part: Int
    private let answers: [Int: ItemAnswer]
    private let isOpen: Bool

    init(_ session: ParticipantSession, part: Int, design: StudyDesign) {
        self.part = part
        let count = session.itemCount(ofPart: part, in: design)
        items = count > 0 ? Array(design.arms[session.condition[part]].items.prefix(count)) : []
        isLocked =
            session.recommendations.contains { $0.part == part } || session.finishedParts.contains(part)
        answers = Dictionary(session.answers.filter { $0.part == part }.map { ($0.place, $0) }) { $1 }
        let current = session.condition.indices.first { !session.finishedParts.contains($0) }
        isOpen = session.about != nil && session.withdrawnAt == nil && current == part
    }

    /// The answer at a place.
    func answer(at place: Int) -> ItemAnswer? { answers[place] }

    /// Whether a place may be answered or its answer changed: places are answered in their order, until
    /// recommendations are made from the answers.
    func mayAnswer(_ place: Int) -> Bool {
        let next = items.indices.first { answers[$0] == nil } ?? items.count - 1
        return isOpen && !isLocked && items.indices.contains(place) && place <= next
    }

    private var asked: [Int] { items.indices.filter { answers[$0]?.isCarriedOver != true } }

    /// How many items this part asks about.
    var count: Int { asked.count }

    /// Which of them is at a place, from 1.
    func number(of place: Int) -> Int { asked.prefix { $0 < place }.count + 1 }

    /// The place asked about before another one.
    func before(_ place: Int) -> Int? { asked.last { $0 < place } }

    /// The words at the beginning of a later part.
    func introduction(at place: Int, texts: StudyTexts) -> String? {
        part > 0 && before(place) == nil ? texts.text("part.introduction", ["part": "\(part + 1)"]) : nil
    }
}
