import HTTPTypes

/// What every answer tells a browser to keep to.
enum SecurityHeaders {
    /// Nothing but the page's own style sheet and pictures; forms go to this server; no frames.
    static let policy = """
        default-src 'none'; style-src 'self'; img-src 'self' https: data:; form-action 'self'; base-uri 'none'; \
        frame-ancestors 'none'
        """

    /// Adds the fields that the answer does not set itself.
    static func add(to fields: inout HTTPFields) {
        for (name, value) in all where fields[name] == nil { fields[name] = value }
    }

    private static let all: [(HTTPField.Name, String)] = {
        func name(_ text: String) -> HTTPField.Name? { HTTPField.Name(text) }
        let fields: [(HTTPField.Name?, String)] = [
            (.contentSecurityPolicy, policy), (.xContentTypeOptions, "nosniff"),
            (name("Referrer-Policy"), "no-referrer"),
            (.cacheControl, "no-store"),
            (name("Permissions-Policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ]
        return fields.compactMap { field in field.0.map { ($0, field.1) } }
    }()
}
