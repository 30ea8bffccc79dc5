import Hummingbird

/// `GET /assets/style.css`, the one stylesheet of all pages, `GET /assets/grid.js`, the one script,
/// `GET /assets/brand.css`, the style sheet of whoever runs the service, and `GET /assets/icon.svg`.
///
/// Pages ask for them with their hash, so that a browser may keep them for ever and yet never shows an old
/// one.
struct AssetRoutes: WebRoutes {
    /// The brand's style sheet, where there is one.
    var brand: BrandStyle?

    func add(to router: Router<WebContext>) {
        router.get("assets/icon.svg") { _, _ in
            Response(
                status: .ok,
                headers: [.contentType: "image/svg+xml", .cacheControl: "public, max-age=86400"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Self.icon)))
        }
        router.get("assets/style.css") { request, _ in
            Self.file(Stylesheet.text, hash: Stylesheet.hash, type: "text/css; charset=utf-8", request)
        }
        router.get("assets/grid.js") { request, _ in
            Self.file(GridScript.text, hash: GridScript.hash, type: "text/javascript; charset=utf-8", request)
        }
        guard let brand else { return }
        router.get("assets/brand.css") { request, _ in
            Self.file(brand.text, hash: brand.hash, type: "text/css; charset=utf-8", request)
        }
    }

    /// A text that is asked for by its hash.
    private static func file(_ text: String, hash: String, type: String, _ request: Request) -> Response {
        let isCurrent = request.uri.queryParameters["v"].map(String.init) == hash
        let tag = "\"\(hash)\""
        let headers: HTTPFields = [
            .contentType: type,
            .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
            .eTag: tag,
        ]
        guard request.headers[.ifNoneMatch] != tag else {
            return Response(status: .notModified, headers: headers)
        }
        return Response(
            status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b5cad" d="M16 1 30 12 16 31 2 12z"/>\
        <path fill="#7cb7ff" d="M16 1 22 12 16 31 10 12z"/></svg>
        """
}
