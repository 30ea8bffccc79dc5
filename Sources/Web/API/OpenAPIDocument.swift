import Hummingbird

/// `GET /api/v1/openapi.json`: the description of the REST API for programs (OpenAPI 3.1), the same bytes as
/// `docs/openapi.json`.
struct OpenAPIDocument: WebRoutes {
    /// The document.
    package static let text = """
        {
          "openapi": "3.1.0",
          "info": {
            "title": "Icebreaker",
            "version": "1",
            "summary": "Decides which items to ask a new user about, and recommends from the answers.",
            "license": {"name": "MIT", "identifier": "MIT"}
          },
          "servers": [{"url": "/"}],
          "security": [{"key": []}],
        \(paths),
          "components": {
            "securitySchemes": {
              "key": {
                "type": "http",
                "scheme": "bearer",
                "description": "A key made with `icebreaker key create NAME`. A server started with --open needs none."
              }
            },
        \(responses),
        \(schemas)
          }
        }

        """

    func add(to router: Router<WebContext>) {
        router.get("api/v1/openapi.json") { _, _ in
            Response(
                status: .ok, headers: [.contentType: "application/json"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: Self.text)))
        }
    }
}
