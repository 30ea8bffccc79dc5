import Foundation
import Study

/// A question about the participant as a field of a form.
struct AboutField: Sendable {
    /// The most values that are all shown.
    static let mostButtons = 8

    let question: AboutQuestion

    /// The questions of a study.
    static func all(of material: StudyMaterial) -> [AboutField] { material.questions.map(AboutField.init) }

    /// The feature's name in the dataset.
    var feature: String { question.feature }
    /// The form field's name.
    var name: String { "feature-\(question.place)" }
    /// How it is asked.
    var kind: AboutQuestion.Kind { question.kind }

    /// What was wrong with an answer; the key of its text and the values of its places.
    struct Mistake: Error, Equatable {
        var key: String
        var values: [String: String] = [:]
    }

    /// The values that a form sent for this feature; none where the participant prefers not to say.
    func answer(_ fields: FormFields) throws(Mistake) -> [String] {
        let sent = fields.all(name).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter {
            !$0.isEmpty
        }
        guard let first = sent.first else { return [] }
        switch kind {
        case .choice(let values):
            guard sent.count == 1, values.contains(first) else { throw Mistake(key: "about.error.choice") }
            return [first]
        case .several(let values):
            guard sent.allSatisfy(values.contains) else { throw Mistake(key: "about.error.choice") }
            return values.filter(sent.contains)
        case .token(let values, _):
            let same =
                values.contains(first) ? first : values.filter { $0.lowercased() == first.lowercased() }.min()
            guard let same else { throw Mistake(key: "about.error.text", values: ["value": first]) }
            return [same]
        case .number(let low, let high, _):
            guard let number = Double(first.replacing(",", with: ".")), number >= low, number <= high else {
                throw Mistake(key: "about.error.number", values: Self.places(low, high))
            }
            return [RatingForm.text(number)]
        }
    }

    /// The places of a range in a text.
    static func places(_ low: Double, _ high: Double) -> [String: String] {
        ["low": RatingForm.text(low), "high": RatingForm.text(high)]
    }
}
