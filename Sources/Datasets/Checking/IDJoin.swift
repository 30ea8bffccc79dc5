import Foundation
import Support

/// The ids that ratings name and those that are known elsewhere: in the feature file, or in a workspace.
struct IDJoin {
    /// `user` or `item`.
    let what: String
    /// How many are rated.
    let rated: Int
    /// Those of them that are not known, ascending.
    let unknown: [ExternalID]
    /// The known ids, ascending.
    let known: [ExternalID]
    /// The rated ids of the other side, which are known here if two columns were mistaken for one another.
    var others: [ExternalID] = []

    /// A likely reason: what an unknown id would be elsewhere.
    private struct Cause {
        var here: String
        var there: String
        /// What the two differ in, such as `a decimal point after it`.
        var difference: String
        /// How many unknown ids it explains.
        var explained: Int
    }

    /// Says how many of the rated ids are not known and why that is likely so, where they are many: more than
    /// half, or more than a tenth and most of them for one reason.
    /// - Parameters:
    ///   - file: where the ratings are.
    ///   - missing: what a known id has, such as `has a row in items.csv`.
    ///   - there: where the known ids are.
    func warning(file: String, missing: String, there: String) -> DatasetWarning? {
        guard rated > 0, !unknown.isEmpty, unknown.count * 10 > rated else { return nil }
        let cause = cause
        guard unknown.count * 2 > rated || (cause.map { $0.explained * 2 > unknown.count } ?? false) else {
            return nil
        }
        let found = rated - unknown.count
        let share =
            switch found {
            case 0: "none of the \(rated) rated \(what)s \(missing)"
            case 1: "only 1 of the \(rated) rated \(what)s \(missing)"
            default:
                "only \(found) of the \(rated) rated \(what)s \(missing.replacing("has ", with: "have "))"
            }
        return DatasetWarning(
            .join, count: unknown.count, "\(file): \(share): \(reason(cause, there: there))")
    }

    /// The likely reason, or else two ids to compare.
    private func reason(_ cause: Cause?, there: String) -> String {
        if let cause {
            return
                "\(cause.here.quotedForMessage) here is likely \(cause.there.quotedForMessage) in \(there), which differs in "
                + "\(cause.difference); write both alike"
        }
        if let special = rounded ?? swapped(there) { return special }
        let example = known.first.map { " and \($0.description.quotedForMessage) in \(there)" } ?? ""
        return
            "check that both files name the \(what)s by the same id, such as \(unknown[0].description.quotedForMessage) here"
            + example
    }

    /// Says that a spreadsheet has rounded long ids, as in `9.78014E+12`.
    private var rounded: String? {
        let id = unknown.lazy.map(\.description).first {
            $0.wholeMatch(of: /[0-9]([.,][0-9]+)?E\+[0-9]+/) != nil
        }
        return id.map {
            "a spreadsheet has rounded ids such as \($0.quotedForMessage); export the file again with its ids as text"
        }
    }

    /// Says that the ids of the other side fit, where nearly all do.
    private func swapped(_ there: String) -> String? {
        let known = Set(known)
        let fitting = others.count { known.contains($0) }
        guard fitting > 1, fitting * 10 >= others.count * 9 else { return nil }
        let other = what == "item" ? "user" : "item"
        return
            "\(fitting) of the \(others.count) rated \(other)s are in \(there); check that the columns of users and items are not swapped"
    }

    private var cause: Cause? {
        let spelling = spelling
        if let spelling, spelling.explained * 2 > unknown.count { return spelling }
        return [spelling, affix].compactMap(\.self).max { $0.explained < $1.explained }
    }

    /// A difference of spelling alone.
    private var spelling: Cause? {
        let plain = Dictionary(
            known.lazy.map { (ByteText(IDSpelling.plain($0.description)), $0.description) },
            uniquingKeysWith: { first, _ in first })
        let explained = unknown.compactMap { id in
            plain[ByteText(IDSpelling.plain(id.description))].map { (here: id.description, there: $0) }
        }
        guard let example = explained.first else { return nil }
        let differences = IDSpelling.differences(example.here, example.there).map(\.words)
        return Cause(
            here: example.here, there: example.there, difference: differences.joined(separator: " and "),
            explained: explained.count)
    }

    /// A text that stands before, or after, every id of one side: `item_258` and `258`. It is looked for with
    /// a few ids and counts if it explains others as well.
    private var affix: Cause? {
        let names = unknown.map(\.description)
        let knownNames = Set(known.map { ByteText($0.description) })
        var best: Cause?
        var tried: Set<String> = []
        for (here, id) in zip(names, unknown).prefix(5) {
            for other in known where !(id.isInteger && other.isInteger) {
                let there = other.description
                guard let affix = Affix(here, there), tried.insert(affix.words + "\(affix.isHere)").inserted
                else { continue }
                let explained = names.count {
                    affix.other($0).map { knownNames.contains(ByteText($0)) } ?? false
                }
                if explained > max(best?.explained ?? 0, min(1, names.count - 1)) {
                    best = Cause(here: here, there: there, difference: affix.words, explained: explained)
                }
                if explained == names.count || tried.count > 100 { return best }
            }
        }
        return best
    }
}

extension ExternalID {
    fileprivate var isInteger: Bool { if case .integer = self { true } else { false } }
}

/// A text before or after an id that its other spelling does not have.
private struct Affix {
    let text: String
    let isBefore: Bool
    /// Whether the unknown id has it, rather than the known one.
    let isHere: Bool

    /// - Returns: nil unless one id ends, or begins, with the other.
    init?(_ here: String, _ there: String) {
        isHere = here.count > there.count
        let (long, short) = isHere ? (here, there) : (there, here)
        guard long.count > short.count, !short.isEmpty else { return nil }
        if long.hasSuffix(short) {
            (text, isBefore) = (String(long.dropLast(short.count)), true)
        } else if long.hasPrefix(short) {
            (text, isBefore) = (String(long.dropFirst(short.count)), false)
        } else {
            return nil
        }
        // `1` ends `21`, which says nothing: what is told apart by digits alone are other ids.
        guard text.contains(where: { !$0.isNumber }) else { return nil }
    }

    var words: String { "\(text.quotedForMessage) \(isBefore ? "before" : "after") it" }

    /// What an unknown id would be among the known ones.
    func other(_ id: String) -> String? {
        guard isHere else { return isBefore ? text + id : id + text }
        guard isBefore ? id.hasPrefix(text) : id.hasSuffix(text) else { return nil }
        return String(isBefore ? id.dropFirst(text.count) : id.dropLast(text.count))
    }
}
