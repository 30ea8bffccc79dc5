import Support

extension StudyDesign {
    /// What is wrong with the design, a sentence each; empty for a sound design. What a draft may lack and a
    /// launch may not is in `launchProblems`.
    package var problems: [String] {
        armProblems + sizeProblems + gridProblems + questionProblems + (power?.problems ?? [])
    }

    private var armProblems: [String] {
        var found: [String] = []
        if version != 1 { found.append("The design has version \(version); this program knows version 1.") }
        if name.allSatisfy(\.isWhitespace) {
            found.append("The study needs a name.")
        } else if name.utf8.count > 64 || !name.utf8.allSatisfy({ Self.nameLetters.contains($0) }) {
            found.append(
                "The study's name is part of its address, so it has at most 64 small letters (a to z), digits and hyphens; "
                    + "it is “\(name)”.")
        } else if let problem = GivenName.problem(name) {
            found.append("The study's name: \(problem).")
        }
        if arms.count < 2 { found.append("A study compares at least 2 arms; this one has \(arms.count).") }
        if arms.count > 10 { found.append("A study has at most 10 arms; this one has \(arms.count).") }
        for (place, arm) in arms.enumerated() {
            if arm.name.allSatisfy(\.isWhitespace) { found.append("Arm \(place + 1) needs a name.") }
            if arms[..<place].contains(where: { $0.name == arm.name }) {
                found.append("Two arms have the name “\(arm.name)”; give each its own.")
            }
            if let other = arms[..<place].first(where: { $0.list == arm.list }) {
                found.append(
                    "The arms “\(other.name)” and “\(arm.name)” use the same list, \(arm.list); choose two lists."
                )
            }
        }
        return found
    }

    private var sizeProblems: [String] {
        var found: [String] = []
        if !(1...100).contains(itemsToRate) {
            found.append("The items to rate must be from 1 to 100; the design has \(itemsToRate).")
        }
        if !(1...100).contains(recommendations) {
            found.append("The recommendations must be from 1 to 100; the design has \(recommendations).")
        }
        if let least = minimumKnown, least < 1 {
            found.append(
                "An item must be known to at least 1 user to be recommended; the design has \(least). Leave it out for all items."
            )
        }
        guard (2...10).contains(arms.count) else { return found }
        let conditions = PermutedBlocks.conditions(assignment, arms: arms.count).count
        if blockSize <= 0 || blockSize > 1000 || blockSize % conditions != 0 {
            let what = assignment == .betweenSubjects ? "arms" : "orders of the arms"
            found.append(
                "The block size must be a multiple of the \(conditions) \(what), up to 1000, so that a block is balanced; "
                    + "it is \(blockSize).")
        }
        if targetSize < conditions || targetSize > 1_000_000 {
            found.append(
                "The target size must be from \(conditions) to 1000000 participants; it is \(targetSize).")
        }
        if let more = overRecruitment, !(1...1_000_000).contains(more) {
            found.append(
                "The over-recruitment must be from 1 to 1000000 participants; it is \(more). Leave it out for none."
            )
        }
        return found
    }

    private var gridProblems: [String] {
        guard let grid else {
            let isMissing = OutcomeMeasure(primaryOutcome)?.isOfGrids == true
            return (model == nil ? ["The study needs a model that recommends."] : [])
                + (isMissing
                    ? [
                        "The primary outcome “\(primaryOutcome.rawValue)” needs participants who tap; choose another outcome."
                    ]
                    : [])
        }
        var found: [String] = []
        if model != nil {
            found.append("A study with grids recommends by their tables and has no model; leave it out.")
        }
        if !(1...StudyGrid.mostPages).contains(grid.pages) {
            found.append("A grid has 1 or \(StudyGrid.mostPages) pages; the design has \(grid.pages).")
        } else if let short = arms.first(where: {
            min($0.items.count, itemsToRate) < grid.pages && !$0.items.isEmpty
        }) {
            found.append(
                "The arm “\(short.name)” has too few items for \(grid.pages) pages; choose a longer list.")
        }
        if let level = grid.positiveFrom, !level.isFinite {
            found.append("The rating from which an item counts as taken must be a number; it is \(level).")
        }
        if OutcomeMeasure(primaryOutcome)?.isOfRatings == true {
            found.append(
                "The primary outcome “\(primaryOutcome.rawValue)” needs participants who rate the first items; choose taps."
            )
        }
        return found
    }

    private var questionProblems: [String] {
        var found = questionnaire.problems
        if primaryOutcome.test(for: assignment) == nil {
            let (which, other) =
                assignment == .betweenSubjects
                ? ("every arm", StudyAssignment.withinSubjects)
                : ("one arm, since the questionnaire is asked once", StudyAssignment.betweenSubjects)
            found.append(
                "The primary outcome “\(primaryOutcome.rawValue)” needs participants who see \(which); choose "
                    + "\(other.rawValue) or another outcome.")
        }
        let questions = questionnaire.questions
        if assignment == .betweenSubjects, let question = questions.first(where: { $0.kind == .preference }) {
            found.append(
                "The question “\(question.id)” asks which arm is preferred, but participants see one arm; leave it out."
            )
        }
        if primaryOutcome == .preference, !questions.contains(where: { $0.kind == .preference }) {
            found.append(
                "The primary outcome is the preference, but the questionnaire does not ask for it; add that question."
            )
        }
        if primaryOutcome == .preference, arms.count != 2 {
            found.append("McNemar's test of the preference compares 2 arms; the study has \(arms.count).")
        }
        if primaryOutcome == .satisfaction, !questions.contains(where: { $0.construct == .satisfaction }) {
            found.append("The primary outcome is satisfaction, but no question asks for it; add one.")
        }
        if textHashes.isEmpty {
            found.append("The study has texts in no language; give at least one strings file.")
        }
        for (language, hash) in textHashes.sorted(by: { $0.key < $1.key }) where !Self.isHash(hash) {
            found.append(
                "The hash of the texts in “\(language)” must be 64 lowercase hexadecimal digits; it is “\(hash)”."
            )
        }
        return found
    }

    private static let nameLetters = Array("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)

    private static func isHash(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    }
}
