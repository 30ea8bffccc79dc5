import Hummingbird

/// Whether the server is well.
struct StatusRoutes: WebRoutes {
    let services: WebServices

    func add(to router: Router<WebContext>) {
        router.get("/healthz") { _, _ in
            var text = JSONText()
            text.raw("{\"status\":\"ok\",\"model\":")
            text.integer(Int(services.models.current.id))
            text.raw("}")
            return Response.json(text)
        }
    }
}

extension Response {
    /// A JSON answer.
    static func json(_ text: JSONText, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: text.buffer))
    }
}
