import Preference
import Support

/// Something that whoever reads an answer should know, though the request was answered.
struct RecommendationNote: Equatable {
    /// A word for programs.
    var code: String
    /// One sentence for people.
    var message: String
    /// The part of the request that it is about.
    var field: String?

    /// A value of the user that counts as another one, or as none.
    init(_ remark: FeatureRemark) {
        code = if case .clipped = remark { "clipped_feature" } else { "unlearned_feature" }
        (message, field) = ("user.features.\(remark)", "user.features.\(remark.feature)")
    }

    /// Why there are fewer items than were asked for.
    init(_ shortfall: RecommendationShortfall) {
        (code, message) = (shortfall.found == 0 ? "nothing_left" : "fewer_items", shortfall.sentence)
        field = shortfall.isOfMinimum ? "minKnown" : nil
    }

    /// What was shown was not said, so that it is no evidence.
    static let tapsOnly = RecommendationNote(
        code: "taps_only",
        message:
            "Only the taps count, since shown was not sent; send the tiles that were shown as well, for what was shown and "
            + "not tapped says as much as a tap.", field: "shown")

    /// The model of ratings takes taps for ratings that nobody gave.
    static func tapsAsRatings(_ targets: TapTargets) -> RecommendationNote {
        RecommendationNote(
            code: "taps_as_ratings",
            message:
                "The model learned ratings and not who takes what, so a tap counts as a rating of "
                + "\(targets.tapped.plainText) and a tile without one as \(targets.untapped.plainText); "
                + "the recommender linear knows who takes what.", field: "recommender")
    }

    /// A feature of the user of which the recommendations from taps know nothing.
    static func unusedFeature(_ name: String) -> RecommendationNote {
        RecommendationNote(
            code: "unused_feature",
            message:
                "user.features.\(name): recommendations from taps know values that at least 1% of the users have, of "
                + "features that are no numbers; this one counts as not given.",
            field: "user.features.\(name)")
    }

    private init(code: String, message: String, field: String?) {
        (self.code, self.message, self.field) = (code, message, field)
    }

    /// Writes `{"code": …, "message": …, "field": …}`, without a field where it is about none.
    func append(to text: inout JSONText) {
        text.raw("{\"code\":")
        text.string(code)
        text.raw(",\"message\":")
        text.string(message)
        if let field {
            text.raw(",\"field\":")
            text.string(field)
        }
        text.raw("}")
    }
}

/// Where the items are of which fewer could be recommended than were asked for.
struct RecommendationShortfall: Equatable {
    /// How many are recommended.
    var found: Int
    /// How many were asked for.
    var wanted: Int
    /// How many items the dataset has.
    var items: Int
    /// How many of them the user rated.
    var rated: Int
    /// How many of the others fewer users rated than `minimumKnown`.
    var tooLittleKnown: Int
    /// How many users must have rated an item.
    var minimumKnown: Int
    /// Whether the answers are ratings.
    var isRated = true
    /// By how many users the best known of the items that are left out for that is known.
    var mostKnown: Int

    /// How many have no finite estimate.
    var withoutEstimate: Int { items - rated - tooLittleKnown - found }

    /// Whether a lower `minKnown` helps.
    var isOfMinimum: Bool { tooLittleKnown > 0 }

    /// One sentence that accounts for every item.
    var sentence: String {
        let start =
            found == 0
            ? "Nothing is left to recommend: "
            : "There \(found == 1 ? "is" : "are") \(found) of the \(wanted) items asked for: "
        guard items > 0 else { return start + "the dataset has no items." }
        var parts: [String] = []
        if rated > 0 { parts.append("the user \(isRated ? "rated" : "answered about") \(rated)") }
        if tooLittleKnown > 0 {
            parts.append(
                "fewer than \(minimumKnown) users \(isRated ? "rated" : "know") \(tooLittleKnown == 1 ? "another one" : "\(tooLittleKnown) others")"
            )
        }
        if withoutEstimate > 0 { parts.append("the model has no finite estimate of \(withoutEstimate)") }
        let all = "the dataset has \(items) item\(items == 1 ? "" : "s")"
        let advice =
            isOfMinimum ? "; with minKnown \(mostKnown)\(mostKnown > 0 ? " or less" : "") there are more" : ""
        return start + (parts.isEmpty ? all : "\(all), of which \(parts.joined(separator: " and "))") + advice
            + "."
    }
}
