import Datasets
import Hummingbird
import Support

/// What `GET /api/v1/grid` is asked: `shown=ID,ID`, `taps=ID,ID`, `count` and `lenient`.
struct GridRequest {
    /// The ids of what was shown so far; nil where the address does not say, which asks for the first page.
    var shown: [ExternalID]?
    var taps: [ExternalID] = []
    /// How many tiles the page has.
    var count = GridState.pageSize
    /// Whether ids that the dataset does not have are listed rather than refused.
    var isLenient = false

    /// The most tiles of one page.
    static let limit = 100

    /// Reads an address. Ids stand with commas between; a comma within an id is written `%2C`.
    init(_ request: Request) throws(WebError) {
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count > 1 ? parts[1] : ""
            switch parts[0] {
            case "shown": shown = try Self.ids(value, "shown", after: shown ?? [])
            case "taps": taps = try Self.ids(value, "taps", after: taps)
            case "count":
                guard let number = Int(value), (1...Self.limit).contains(number) else {
                    throw WebError(
                        .badRequest, "invalid", "count must be from 1 to \(Self.limit).", field: "count")
                }
                count = number
            case "lenient":
                guard value == "true" || value == "false" else {
                    throw WebError(.badRequest, "invalid", "lenient must be true or false.", field: "lenient")
                }
                isLenient = value == "true"
            default: break
            }
        }
    }

    private static func ids(_ text: Substring, _ field: String, after before: [ExternalID]) throws(WebError)
        -> [ExternalID]
    {
        var ids = before
        for part in text.split(separator: ",") {
            guard ids.count < GivenAnswers.limit else { throw GivenAnswers.tooMany(field) }
            guard let id = String(part).replacing(scalars: ["+": " "]).removingPercentEncoding else {
                throw WebError(
                    .badRequest, "invalid", "\(field)[\(ids.count)] is not percent-encoded UTF-8.",
                    field: field)
            }
            ids.append(ExternalID(id))
        }
        return ids
    }
}

/// The items that a request names, checked against the dataset.
struct GivenTaps {
    /// What was shown, in its order.
    var shown: [Int] = []
    /// What was tapped.
    var taps: [Int] = []
    /// The ids that the dataset does not have, in the order in which they came, each once.
    var unknown: [String] = []

    /// Finds the items.
    /// - Throws: where an id is unknown or comes twice in one member, unless the request is lenient.
    init(
        shown: [ExternalID], taps: [ExternalID], isLenient: Bool, dataset: Dataset
    ) throws(WebError) {
        self.shown = try items(shown, "shown", isLenient, dataset)
        self.taps = try items(taps, "taps", isLenient, dataset)
    }

    private mutating func items(
        _ ids: [ExternalID], _ field: String, _ isLenient: Bool, _ dataset: Dataset
    ) throws(WebError) -> [Int] {
        guard ids.count <= GivenAnswers.limit else { throw GivenAnswers.tooMany(field) }
        var found: [Int] = []
        var known = Set<Int>()
        for (index, id) in ids.enumerated() {
            guard let item = dataset.items.position(of: id) else {
                let text = String(id.description.prefix(60))
                guard isLenient else {
                    throw Self.fault("unknown_item", "\(field)[\(index)]", "there is no item \(text)")
                }
                if !unknown.contains(text) { unknown.append(text) }
                continue
            }
            guard known.insert(item).inserted else {
                guard isLenient else {
                    throw Self.fault("duplicate", "\(field)[\(index)]", "the item \(id) was given before")
                }
                continue
            }
            found.append(item)
        }
        return found
    }

    private static func fault(_ code: String, _ path: String, _ problem: String) -> WebError {
        WebError(.badRequest, code, "\(path): \(problem).", field: path)
    }
}
