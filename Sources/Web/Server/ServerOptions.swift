/// Where the server listens and what it allows.
package struct ServerOptions: Sendable {
    /// The name or address to listen at.
    package var host = "127.0.0.1"
    /// The port; 0 for any that is free.
    package var port = 8080
    /// The most bytes of a request's body.
    package var bodyLimit = 64 * 1024
    /// The most bytes of a request's header fields.
    package var headerLimit = 16 * 1024
    /// How many seconds a client may take for sending one request.
    package var timeout = 10.0
    /// How many seconds a connection may stay open without a request.
    package var idleTimeout = 60.0
    /// How many requests are answered at the same time.
    package var requestLimit = 1024
    /// How many connections are open at the same time.
    package var connectionLimit = 4096
    /// How many requests a second an API key may make; 0 for any number.
    package var rateLimit = 1000.0
    /// Whether the API needs no key, which holds at a loopback address only.
    package var isOpen = false
    /// Whether there is the demonstration page.
    package var hasDemo = false

    /// The origins whose pages may read the API's answers.
    package var origins: Set<String> = []
    /// The style sheet of the onboarding pages, beside ours.
    package var brand: BrandStyle?

    /// The standard settings.
    package init() {}

    /// Whether the server can be reached from this machine only.
    var isLoopback: Bool { Self.isLoopback(host) }

    /// Whether an address, or the name `localhost`, is that of this machine itself: `::1`, `127.0.0.0/8`,
    /// also as `::ffff:127.0.0.1`. Other names do not count, also those that begin like an address, such as
    /// `127.example.org`.
    package static func isLoopback(_ address: String) -> Bool {
        address == "localhost" || address == "::1"
            || LoopbackAddress.isIPv4(address.hasPrefix("::ffff:") ? address.dropFirst(7) : address[...])
    }
}
