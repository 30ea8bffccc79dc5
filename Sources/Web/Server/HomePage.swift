import Hummingbird

/// `GET /`: where whoever opens the address that `icebreaker serve` prints finds the rest. Studies are not
/// named: their address is an invitation.
struct HomePage: WebRoutes {
    let hasDemo: Bool

    func add(to router: Router<WebContext>) {
        router.get("/") { [hasDemo] _, _ in
            try Layout(title: "Icebreaker", main: Self.content(hasDemo: hasDemo)).response()
        }
    }

    private static func content(hasDemo: Bool) -> String {
        let demo =
            hasDemo ? "<li><a href=\"/demo\">See what a few taps change</a>, a demonstration</li>\n" : ""
        return """
            <h1>Icebreaker</h1>
            <p>This service decides which items to ask new users about, and recommends from their answers.</p>
            <ul>
            <li><a href="/onboarding">Pick what you like</a>, and get recommendations</li>
            \(demo)<li><a href="/admin">Studies and their results</a>, for researchers</li>
            <li><a href="/api/v1/openapi.json">Description of the REST API</a>, for programs</li>
            </ul>
            <p>To take part in a study, use the address of your invitation.</p>
            """
    }
}
