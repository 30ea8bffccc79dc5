/// How a participant goes through a study.
extension Visitor {
    static let start = "/study/films"

    /// Gives consent.
    func consent(_ query: String = "") async throws -> Page {
        try await send(try await open(Self.start + query))
    }

    /// Goes from the page about the participant to the first item.
    func begin(_ query: String = "", about: [(String, String)] = []) async throws -> Page {
        try await send(try await consent(query), about)
    }

    /// Rates items until a page asks for something else.
    func rateAll(_ page: Page, _ rating: String = "4") async throws -> Page {
        var page = page
        while page.path.contains("/rate/") { page = try await send(page, [("rating", rating)]) }
        return page
    }

    /// Has the recommendations made, rates them all and ends the part.
    func finishPart(_ ready: Page, _ rating: String = "3.5") async throws -> Page {
        var page = try await send(ready)
        while page.path.split(separator: "/").count == 7 {
            page = try await send(page, [("rating", rating), ("choose", "yes")])
        }
        return try await send(page)
    }

    /// Answers every question with 2, which the attention check asks for.
    func answer(_ page: Page, except left: Set<String> = []) async throws -> Page {
        let names = Set(
            page.elements.all("input").filter { $0.attributes["type"] == "radio" }.compactMap {
                $0.attributes["name"]
            })
        return try await send(page, names.subtracting(left).sorted().map { ($0, "2") })
    }

    /// Goes through everything; the page with the completion code.
    func complete(_ query: String = "", parts: Int = 1) async throws -> Page {
        var page = try await begin(query)
        for _ in 0..<parts { page = try await finishPart(try await rateAll(page)) }
        return try await answer(page)
    }
}
