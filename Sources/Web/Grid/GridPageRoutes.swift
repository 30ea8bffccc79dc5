import Hummingbird

/// `GET /onboarding`: a page on which a new visitor picks titles and sees recommendations change; and
/// `GET /demo`, the same with an end that shows what the picks changed.
struct GridPageRoutes: WebRoutes {
    let services: WebServices
    /// Lets requests of one address through, as many as it may make.
    let limiter: RateLimiter
    /// The style sheet of the brand, where there is one.
    let brand: BrandStyle?
    /// Where the page is.
    var path = "/onboarding"
    /// Whether it is the demonstration.
    var isDemo = false

    func add(to router: Router<WebContext>) {
        router.get("\(RouterPath(stringLiteral: String(path.dropFirst())))") { request, context in
            if let wait = limiter.take("page \(ClientAddress.of(request, context))") {
                throw WebError(
                    .tooManyRequests, "rate_limit",
                    "Too many requests came from here; wait a moment and try again.",
                    retryAfter: max(1, Int(wait.rounded(.up))))
            }
            return try answer(request)
        }
    }

    private func answer(_ request: Request) throws -> Response {
        let served = services.served
        var state = try GridState(request, dataset: served.dataset)
        let texts = GridTexts(asked: state.language, preferred: request.headers[.acceptLanguage])
        state.language = texts.chosen
        let visit = GridVisit(served: served, texts: texts, path: path, isDemo: isDemo)
        let page = try visit.page(of: state)
        var response = try Layout(
            language: texts.language, title: page.title, skip: texts.study.text("page.skip"),
            header: visit.languages(of: state),
            main: page.html, footer: isDemo ? try visit.demoFooter() : nil, isWide: true, brand: brand?.path,
            script: GridScript.path
        ).response()
        response.headers[.contentSecurityPolicy] = served.taps.posters.policy
        return response
    }
}
