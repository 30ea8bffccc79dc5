import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import Storage
import Support

/// `GET /api/v1/grid`: the tiles to show a new user, the stored list first, then pages that follow from the
/// taps so far.
struct GridRoutes: WebRoutes {
    let services: WebServices

    func add(to router: Router<WebContext>) {
        router.group("api/v1").add(middleware: services.accessCheck).get("grid") { request, _ in
            Self.tagged(try answer(try GridRequest(request)), request)
        }
    }

    private func answer(_ request: GridRequest) throws -> JSONText {
        let served = services.served
        guard let list = served.onboarding.list else { throw WebError.noList(served.firstGrid) }
        let first = Array(served.tiles(of: list).prefix(request.count))
        var given = try GivenTaps(
            shown: request.shown ?? [], taps: request.taps, isLenient: request.isLenient,
            dataset: served.dataset)
        // Whoever tapped without saying what was shown was shown the first page.
        if request.shown == nil, !request.taps.isEmpty { given.shown = first }
        let isFirst = given.shown.isEmpty
        let recommender = served.taps.current
        if !isFirst, recommender == nil { throw WebError.tapsNotReady }
        let tiles =
            isFirst
            ? first
            : served.nextTiles(recommender, shown: given.shown, taps: given.taps, count: request.count)
        var text = JSONText(capacity: 8192)
        text.raw("{\"list\":")
        text.integer(Int(list.id))
        text.raw(",\"name\":")
        text.string(list.name)
        text.raw(",\"version\":")
        text.integer(list.version)
        text.raw(",\"strategy\":")
        text.string(list.strategy)
        text.raw(",\"page\":")
        text.raw(isFirst ? "\"list\"" : "\"adaptive\"")
        text.raw(",\"shown\":")
        text.integer(given.shown.count)
        text.raw(",\"taps\":")
        text.integer(given.taps.count)
        text.raw(",\"enough\":")
        text.integer(GridState.enough)
        text.raw(",\"tiles\":")
        let rows = Dictionary(
            list.items.map { ($0.item.itemID, $0) }, uniquingKeysWith: { first, _ in first })
        text.array(tiles.enumerated()) { text, tile in
            let (place, item) = tile
            Self.append(
                item, rank: given.shown.count + place + 1, rows[served.dataset.items.ids[item]], served,
                to: &text)
        }
        text.raw(",\"done\":")
        text.raw(tiles.isEmpty ? "true" : "false")
        if request.isLenient {
            text.raw(",\"unknown\":")
            text.array(given.unknown) { $0.string($1) }
        }
        text.raw("}")
        return text
    }

    private static func append(
        _ item: Int, rank: Int, _ row: LabelledListItem?, _ served: ServedDataset, to text: inout JSONText
    ) {
        text.raw("{\"rank\":")
        text.integer(rank)
        text.raw(",")
        text.raw(served.catalogue.members(ofItem: item))
        text.raw(",\"knownShare\":")
        text.rounded(row?.item.knownShare ?? served.catalogue.known.share(ofItem: item))
        text.raw(",\"why\":")
        text.optional(row?.item.why) { $0.string($1) }
        text.raw("}")
    }

    /// The answer with its tag, or 304 where the client has it already.
    private static func tagged(_ text: JSONText, _ request: Request) -> Response {
        let tag = "\"\(SHA256.hash(data: Data(text.bytes)).hexadecimal.prefix(32))\""
        let fields: HTTPFields = [.eTag: tag, .cacheControl: "private, no-cache"]
        guard !names(request.headers[.ifNoneMatch], tag) else {
            return Response(status: .notModified, headers: fields)
        }
        var response = Response.json(text)
        response.headers.append(contentsOf: fields)
        return response
    }

    /// Whether an `If-None-Match` field names a tag (RFC 9110, 13.1.2): weakly compared, or `*`.
    private static func names(_ field: String?, _ tag: String) -> Bool {
        guard let field else { return false }
        return field.split(separator: ",").contains { part in
            let name = part.trimmingCharacters(in: .whitespaces)
            return name == "*" || name == tag || name == "W/" + tag
        }
    }
}

extension WebError {
    /// There is nothing to show yet.
    static func noList(_ command: String) -> WebError {
        WebError(
            .serviceUnavailable, "no_list", "This workspace has no list yet; make one with `\(command)`.",
            retryAfter: 60)
    }

    static let tapsNotReady = WebError(
        .serviceUnavailable, "not_ready",
        "Recommendations from taps are still being prepared; try again in a moment.",
        retryAfter: 5)
}
