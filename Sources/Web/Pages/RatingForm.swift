import Foundation
import Study

/// The form that rates one item: a button for each rating, so that one touch or key answers and saves.
struct RatingForm {
    /// A button.
    struct Choice {
        /// The rating as it is sent and shown.
        var value: String
        /// The button's name for those who do not see its place on the scale.
        var name: String
        /// Whether this is the answer so far.
        var isGiven: Bool
    }

    /// The box beside the rating.
    struct Box {
        var label: String
        var hint: String
        var isChecked: Bool
    }

    /// What stands for a rating where the participant does not know the item.
    static let unknown = "unknown"

    var action: String
    var hidden: [HiddenField]
    var question: String
    var box: Box?
    var choices: [Choice]
    var count: Int
    var lowest: String
    var highest: String
    var unknown: Choice?

    /// Offers the steps of the scale.
    /// - Parameters:
    ///   - steps: the ratings, ascending.
    ///   - given: the rating so far.
    ///   - isUnknown: whether the answer so far is "I do not know this"; nil where that cannot be chosen.
    init(
        action: String, hidden: [HiddenField], question: String, steps: [Double], given: Double?,
        isUnknown: Bool?,
        box: Box? = nil, texts: StudyTexts
    ) {
        (self.action, self.hidden, self.question, self.box) = (action, hidden, question, box)
        let maximum = Self.text(steps.last ?? 0)
        choices = steps.map { step in
            let value = Self.text(step)
            let name = texts.text("rate.button", ["rating": value, "maximum": maximum])
            return Choice(value: value, name: name, isGiven: step == given)
        }
        count = steps.count
        lowest = "\(Self.text(steps.first ?? 0)) – \(texts.text("rate.low"))"
        highest = "\(maximum) – \(texts.text("rate.high"))"
        unknown = isUnknown.map {
            Choice(value: Self.unknown, name: texts.text("answer.unknown"), isGiven: $0)
        }
    }

    /// A rating as a person writes it: 4, 4.5, 0.25.
    static func text(_ rating: Double) -> String {
        rating.formatted(
            .number.precision(.fractionLength(0...4)).grouping(.never).locale(
                Locale(identifier: "en_US_POSIX")))
    }

    /// The rating that a form sent.
    /// - Returns: nil for a rating that is not offered; `.some(nil)` for "I do not know this".
    static func rating(_ sent: String?, steps: [Double], mayBeUnknown: Bool) -> Double?? {
        if mayBeUnknown, sent == unknown { return .some(nil) }
        return steps.first { text($0) == sent }.map { .some($0) }
    }

    /// Return in the box must not send the form by its first button, which would be a rating: a button that
    /// is disabled comes before them, and then the form is not sent.
    static let template = """
        <form method="post" action="{{action}}">
        {{> hidden}}<fieldset aria-describedby="scale">
        <legend>{{question}}</legend>
        {{#box}}<button type="submit" disabled="disabled" class="visually-hidden" aria-hidden="true"></button>
        <p class="hint" id="box-hint">{{hint}}</p>
        <label class="choice"><input type="checkbox" name="choose" value="yes" aria-describedby="box-hint"\
        {{#isChecked}} checked="checked"{{/isChecked}}/> <span>{{label}}</span></label>
        {{/box}}<div class="ratings count-{{count}}">
        {{#choices}}<button type="submit" name="rating" value="{{value}}" aria-label="{{name}}"\
        {{#isGiven}} class="given" aria-current="true"{{/isGiven}}>{{value}}</button>
        {{/choices}}</div>
        <p class="ends" id="scale"><span>{{lowest}}</span><span>{{highest}}</span></p>
        {{#unknown}}<button type="submit" name="rating" value="{{value}}"\
        {{#isGiven}} class="unknown given" aria-current="true"{{/isGiven}}{{^isGiven}} class="unknown"{{/isGiven}}>{{name}}</button>
        {{/unknown}}</fieldset>
        </form>
        """
}
