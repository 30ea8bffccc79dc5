import Hummingbird

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
        let isHealthy = services.health.problem == nil
        var text = JSONText()
        text.raw("{\"status\":")
        text.string(isHealthy ? "ok" : "workspace unreadable")
        text.raw(",\"model\":")
        text.optional(services.models.current) { $0.integer(Int($1.id)) }
        text.raw(",\"list\":")
        text.optional(services.onboarding.list) { $0.integer(Int($1.id)) }
        text.raw("}")
        return Response.json(text, status: isHealthy ? .ok : .serviceUnavailable)
    }

    private func metrics() -> Response {
        let text = services.metrics.prometheus(
            model: services.models.current?.id, list: services.onboarding.list?.id, isHealthy: services.health.problem == nil)
        return Response(
            status: .ok, headers: [.contentType: "text/plain; version=0.0.4; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension Response {
    /// A JSON answer.
    static func json(_ text: JSONText, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: "application/json"], body: ResponseBody(byteBuffer: text.buffer))
    }
}
