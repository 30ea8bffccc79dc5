import Datasets
import Foundation
import Hummingbird

/// Where a person is who picks titles: all of it is in the address, so that the back button goes back and the
/// service keeps nothing.
struct GridState: Sendable {
    /// What the person asked for.
    enum Step: String {
        /// The page of titles.
        case pick
        /// Another page of titles.
        case more
        /// Another page, or after it the recommendations: nothing of this one was picked.
        case none
        /// Titles that have some words.
        case search
        /// The recommendations, where enough was picked.
        case recommend
        /// The recommendations in any case.
        case anyway
        /// The end of the demonstration.
        case done
    }

    var step = Step.pick
    /// The language that the address asks for.
    var language: String?
    /// The items of earlier pages.
    var seen: [Int] = []
    /// The items of this page.
    var shown: [Int] = []
    /// What was picked, in any order.
    var taps: [Int] = []
    /// The words that are searched for.
    var query = ""

    /// So many titles are picked at least before the recommendations are worth a look.
    static let enough = 3
    /// So many titles a page has.
    static let pageSize = 20
    /// So many titles are shown at most, on all pages together.
    static let most = 100

    init() {}

    /// Reads an address; what does not fit the dataset is left out, and what comes twice counts once.
    /// - Throws: where it is no form's address.
    init(_ request: Request, dataset: Dataset) throws(WebError) {
        let fields: FormFields
        do { fields = try FormFields(request.uri.query ?? "") } catch {
            throw WebError(error.status, "bad_request", "This address cannot be read.")
        }
        step = fields.first("step").flatMap(Step.init) ?? .pick
        query = (fields.first("q") ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
        query = String(query.prefix(TitleSearch.longest))
        language = fields.first("language")
        var known = Set<Int>()
        func items(_ name: String, most: Int) -> [Int] {
            fields.all(name).prefix(most).compactMap { dataset.items.position(of: ExternalID($0)) }
        }
        seen = items("seen", most: Self.most).filter { known.insert($0).inserted }
        shown = items("shown", most: Self.most).filter { known.insert($0).inserted }
        var tapped = Set<Int>()
        taps = items("tap", most: GivenAnswers.limit).filter { tapped.insert($0).inserted }
    }

    /// Everything that was shown.
    var allShown: [Int] { seen + shown }

    /// The number of the page, from 1.
    var page: Int { 1 + (seen.count + Self.pageSize - 1) / Self.pageSize }

    /// What a form carries along, but not the picks: those are its own controls.
    func hidden(_ dataset: Dataset) -> [HiddenField] {
        let fixed = language.map { [HiddenField(name: "language", value: $0)] } ?? []
        return fixed + seen.map { HiddenField(name: "seen", value: dataset.items.ids[$0].description) }
            + shown.map { HiddenField(name: "shown", value: dataset.items.ids[$0].description) }
    }

    /// The address of this state.
    func address(_ path: String, _ dataset: Dataset) -> String {
        var fields =
            hidden(dataset) + taps.map { HiddenField(name: "tap", value: dataset.items.ids[$0].description) }
        if step != .pick { fields.append(HiddenField(name: "step", value: step.rawValue)) }
        if !query.isEmpty { fields.append(HiddenField(name: "q", value: query)) }
        guard !fields.isEmpty else { return path }
        return path + "?"
            + fields.map { "\($0.name)=\(ParticipantLink.encoded($0.value))" }.joined(separator: "&")
    }
}
