import Hummingbird
import Support

/// `GET /healthz`: whether the server is well, and `GET /metrics`: what it did.
struct StatusRoutes: WebRoutes {
    let services: WebServices

    func add(to router: Router<WebContext>) {
        router.get("healthz") { _, _ in health() }
        var check = services.accessCheck
        check.allowsLoopback = true
        router.group("").add(middleware: check).get("metrics") { _, _ in metrics() }
    }

    /// Without the reason: anybody may ask, and the log has it.
    private func health() -> Response {
        let (served, worst) = (services.served, services.health.worst)
        var text = JSONText()
        text.raw("{\"status\":")
        text.string(worst?.status ?? "ok")
        text.raw(",\"model\":")
        text.optional(served.models.current) { $0.integer(Int($1.id)) }
        text.raw(",\"list\":")
        text.optional(served.onboarding.list) { $0.integer(Int($1.id)) }
        text.raw("}")
        return Response.json(text, status: worst == nil ? .ok : .serviceUnavailable)
    }

    private func metrics() -> Response {
        let served = services.served
        let text = services.metrics.prometheus(
            model: served.models.current?.id, list: served.onboarding.list?.id,
            isHealthy: services.health.worst == nil)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Response {
    /// A JSON answer.
    static func json(_ text: JSONText, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: text.buffer))
    }
}

extension JSONText {
    /// The text for a response.
    var buffer: ByteBuffer { ByteBuffer(bytes: bytes) }
}
