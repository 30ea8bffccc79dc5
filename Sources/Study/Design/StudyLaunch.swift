extension StudyDesign {
    /// What a draft may lack and a study with participants may not, a sentence each.
    package var launchProblems: [String] {
        let missing = [
            contactText == nil ? ("whom participants can ask", "--contact \"NAME, ADDRESS\"") : nil,
            retention == nil ? ("how long their answers are kept", "--retention 12m") : nil,
        ].compactMap(\.self)
        guard !missing.isEmpty else { return [] }
        return [
            "The consent page must say \(missing.map(\.0).joined(separator: " and ")); run `icebreaker study launch \(name) "
                + "\(missing.map(\.1).joined(separator: " "))`."
        ]
    }

    /// The contact without white space around it; nil where that is all.
    package var contactText: String? {
        guard let contact, let first = contact.firstIndex(where: { !$0.isWhitespace }) else { return nil }
        return contact.lastIndex { !$0.isWhitespace }.map { String(contact[first...$0]) }
    }

    /// What a reader of the study should know that does not keep it from being launched, a sentence each.
    package var remarks: [String] {
        let overlaps = armOverlaps.filter(\.isNearlyAll).map {
            "The arms \($0.arm) and \($0.other) share \($0.shared) of the \($0.asked) items that they ask about, so this "
                + "study cannot find a difference between them; choose other lists."
        }
        let short = arms.filter { $0.items.count < itemsToRate }.map {
            "The list of the arm \($0.name) has \($0.items.count) items, so its participants "
                + "\(isGrid ? "see" : "rate") fewer than \(itemsToRate)."
        }
        return overlaps + short + modelRemarks
    }

    /// That lists of different models are compared, or that another model recommends than the one that a list
    /// was made with.
    private var modelRemarks: [String] {
        let made = arms.filter { $0.model != nil }
        guard let model, let first = made.first?.model,
            made.contains(where: { $0.model != first }) || first != model
        else {
            return []
        }
        let lists = made.map { "that of \($0.name) with model \($0.model ?? 0)" }.joined(separator: ", ")
        let isOne = made.allSatisfy { $0.model == first }
        return [
            "The lists come from \(isOne ? "another model than the one that recommends" : "different models") (\(lists); model "
                + "\(model) recommends), so a difference between the arms may be one between models; make the lists with one "
                + "model, by `icebreaker select --model \(model)`, to compare strategies alone."
        ]
    }
}
