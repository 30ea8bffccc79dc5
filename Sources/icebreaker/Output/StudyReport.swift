import Foundation
import Statistics
import Storage
import Study
import Support

/// A study's design as it is printed.
struct StudyReport {
    private let study: StudyRecord
    private var design: StudyDesign { study.design }

    init(_ study: StudyRecord) { self.study = study }

    /// The design in a format: a row per field as a table or CSV, one object as JSON.
    func rendered(_ format: OutputFormat) throws -> String {
        guard format == .json else {
            let rows = try fields().map { [ResultTable.Cell.text($0.0), .text($0.1)] }
            return try ResultTable(
                headings: [.init("field", "study"), .init("value", design.name)], rows: rows
            ).rendered(format)
        }
        var object: [String: Any] = [
            "study_id": study.id, "status": study.status.rawValue, "design_hash": try hash(),
            "design": try JSONSerialization.jsonObject(with: CanonicalJSON.data(design)),
            "shared_items": design.armOverlaps.map {
                ["arm": $0.arm, "other_arm": $0.other, "shared": $0.shared, "asked": $0.asked]
                    as [String: Any]
            },
            "remarks": design.remarks,
        ]
        if let launched = study.launchedAt { object["launched_at"] = launched.formatted(.iso8601) }
        if let closed = study.closedAt { object["closed_at"] = closed.formatted(.iso8601) }
        return try ResultTable.json(object)
    }

    /// What a reader of the study should know, a sentence each.
    var warnings: [String] { design.remarks.map { "Warning: \($0)" } }

    private func hash() throws -> String { try study.designHash ?? design.hash() }

    private func fields() throws -> [(String, String)] {
        let arms = design.arms.map { arm in
            let model = arm.model.map { ", made with model \($0)" } ?? ""
            return (
                "arm \(arm.name)",
                "list \(arm.list), \(min(arm.items.count, design.itemsToRate)) items\(model)"
            )
        }
        let overlaps = design.armOverlaps.map {
            ("\($0.arm) and \($0.other) share", "\($0.shared) of \($0.asked) items")
        }
        let verb = design.grid == nil ? "rated" : "took"
        let known =
            design.minimumKnown.map { ", of items that at least \($0) users \(verb)" } ?? ", of all items"
        let more = design.overRecruitment.map { "; up to \(design.targetSize + $0) may begin" } ?? ""
        let test = design.primaryOutcome.test(for: design.assignment).map { " (\($0.rawValue))" } ?? ""
        return [("status", study.status.rawValue)] + arms + overlaps + [
            ("assignment", design.assignment.rawValue), ("answers", answers),
            ("recommends", design.model.map { "model \($0)" } ?? "the table of each arm's grid"),
            ("recommendations", "\(design.recommendations)\(known)"),
            ("primary outcome", design.primaryOutcome.rawValue + test),
            ("participants", "\(design.targetSize) in all, in blocks of \(design.blockSize)\(more)"),
            ("power", power),
            ("contact", design.contactText ?? "not said yet"),
            (
                "answers kept",
                design.retention.map { "\(StudyTexts.english.period($0)) after closing" } ?? "not said yet"
            ),
            ("seed", "\(design.seed)"), ("languages", study.texts.map(\.language).joined(separator: ", ")),
            ("questions", "\(design.questionnaire.questions.count)"), ("design hash", try hash()),
        ]
    }

    /// How participants answer first.
    private var answers: String {
        guard let grid = design.grid else { return "ratings, one item a page" }
        let level = grid.positiveFrom.map { ", taken from a rating of \($0.plainText)" } ?? ""
        return
            "taps on a grid of \(design.itemsToRate) tiles on \(grid.pages == 1 ? "one page" : "\(grid.pages) pages")\(level)"
    }

    /// What the size rests on; for one that was chosen, what it finds.
    private var power: String {
        let letter = design.assignment == .betweenSubjects ? "d" : "d_z"
        guard let power = design.power else {
            let chances = [0.2, 0.5, 0.8].map { effect in
                "\(effect): \(Int((100 * chance(PowerCalculation(effect: effect))).rounded()))%"
            }
            return "chance to find \(letter) = \(chances.joined(separator: ", ")) at the 5% level (t test)"
        }
        let between = design.assignment == .betweenSubjects
        let counts = (
            between ? power.perArmByRanks : power.pairedByRanks, between ? power.perArmByT : power.pairedByT
        )
        return
            "\(letter) = \(power.effect) with power \(power.power) at the level \(power.significance) needs "
            + "\(counts.0 ?? 0)\(between ? " in each arm" : "") by ranks, \(counts.1 ?? 0) by the t test"
    }

    private func chance(_ power: PowerCalculation) -> Double {
        guard design.assignment == .betweenSubjects else { return power.withinSubjects(design.targetSize) }
        let each = design.targetSize / max(design.arms.count, 1)
        return power.betweenSubjects(each, each)
    }
}
