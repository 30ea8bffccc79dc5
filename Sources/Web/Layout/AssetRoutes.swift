import Hummingbird

/// `GET /assets/style.css`, the one stylesheet of all pages, and `GET /assets/icon.svg`.
///
/// Pages ask for it with its hash, so that a browser may keep it for ever and yet never shows an old one.
struct AssetRoutes: WebRoutes {
    func add(to router: Router<WebContext>) {
        router.get("assets/icon.svg") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "image/svg+xml", .cacheControl: "public, max-age=86400"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Self.icon)))
        }
        router.get("assets/style.css") { request, _ in
            let isCurrent = request.uri.queryParameters["v"].map(String.init) == Stylesheet.hash
            let tag = "\"\(Stylesheet.hash)\""
            let headers: HTTPFields = [
                .contentType: "text/css; charset=utf-8",
                .cacheControl: isCurrent ? "public, max-age=31536000, immutable" : "no-cache",
                .eTag: tag,
            ]
            guard request.headers[.ifNoneMatch] != tag else { return Response(status: .notModified, headers: headers) }
            return Response(
                status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: Stylesheet.text)))
        }
    }

    private static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b5cad" d="M16 1 30 12 16 31 2 12z"/>\
        <path fill="#7cb7ff" d="M16 1 22 12 16 31 10 12z"/></svg>
        """
}
