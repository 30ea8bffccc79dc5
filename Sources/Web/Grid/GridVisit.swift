import Datasets
import Support
import Workflows

/// What one request for a page of the grid is answered with.
struct GridVisit {
    let served: ServedDataset
    let texts: GridTexts
    let path: String
    let isDemo: Bool

    /// How many recommendations stand beside the grid, and how many on their own page.
    static let (preview, results) = (5, 10)

    /// A page with its title.
    struct Page {
        let title, html: String
    }

    private var dataset: Dataset { served.dataset }
    private var startAddress: String { texts.chosen.map { "\(path)?language=\($0)" } ?? path }

    /// The page that a state asks for.
    func page(of state: GridState) throws -> Page {
        guard let list = served.onboarding.list else {
            return try message(texts.text("no-list", ["command": served.firstGrid]))
        }
        guard let recommender = served.taps.current else { return try message(texts.text("preparing")) }
        var state = state
        if state.shown.isEmpty {
            let seen = Set(state.seen)
            state.shown = served.firstTiles(of: list).filter { !seen.contains($0) }
        }
        switch state.step {
        case .pick, .search: return try pick(state, recommender)
        case .more: return try turn(state, recommender)
        case .none:
            // Of the first page alone: who knows nothing of two pages is not asked for a third time.
            return state.taps.isEmpty && state.page == 1
                ? try turn(state, recommender) : try recommend(state, recommender)
        case .recommend where state.taps.count < GridState.enough:
            return try pick(state, recommender, missing: true)
        case .recommend, .anyway: return try recommend(state, recommender)
        case .done: return isDemo ? try finish(state, recommender) : try recommend(state, recommender)
        }
    }

    /// The links to the page in each language.
    func languages(of state: GridState) throws -> String {
        try Templates.render(
            "languages",
            ConsentPage.Languages(
                word: texts.study.text("page.language"),
                languages: GridTexts.languages.map { other in
                    var there = state
                    there.language = other.language
                    return .init(
                        address: there.address(path, dataset), tag: other.language, name: other.name,
                        isCurrent: other.language == texts.language)
                }))
    }

    private func message(_ sentence: String) throws -> Page {
        let title = texts.text("title")
        let paragraph = try Templates.render("grid-message", ["title": title, "message": sentence])
        return Page(title: title, html: paragraph)
    }

    /// The next page of titles, or the recommendations where there are no more.
    private func turn(_ state: GridState, _ recommender: TapRecommender) throws -> Page {
        let next = next(state, recommender)
        guard !next.isEmpty else { return try recommend(state, recommender) }
        var state = state
        (state.seen, state.shown, state.query) = (state.allShown, next, "")
        return try pick(state, recommender)
    }

    private func next(_ state: GridState, _ recommender: TapRecommender) -> [Int] {
        let left = min(GridState.pageSize, GridState.most - state.allShown.count)
        return left > 0
            ? served.nextTiles(recommender, shown: state.allShown, taps: state.taps, count: left) : []
    }

    /// The page of titles.
    private func pick(_ state: GridState, _ recommender: TapRecommender, missing: Bool = false) throws -> Page
    {
        let isFirst = state.seen.isEmpty
        let number = ["least": "\(GridState.enough)"]
        let found = found(state)
        let count = texts.parts("count", around: "count", number)
        var page = GridPage(
            title: texts.text(isFirst ? "title" : "page"),
            introduction: isFirst
                ? texts.text(isDemo ? "demo.introduction" : "introduction", number)
                : texts.text("page.introduction"),
            action: path, hidden: state.hidden(dataset), search: texts.text("search"),
            searchHint: texts.text("search.hint"),
            searchButton: texts.text("search.button"), query: state.query, found: found?.view,
            chosen: chosen(state, besides: state.shown + (found?.items ?? [])),
            tilesTitle: texts.text("tiles"),
            tiles: tiles(state.shown, state), countBefore: count.before, countAfter: count.after,
            count: count.before + "\(state.taps.count)" + count.after, recommend: texts.text("recommend"),
            more: hasMore(state) ? texts.text("more") : nil, none: texts.text("none"),
            preview: preview(state, recommender))
        if missing {
            page.notice = texts.text("too-few", count: GridState.enough - state.taps.count)
            page.anyway = texts.text("anyway")
        }
        return Page(title: page.title, html: try Templates.render("grid", page))
    }

    /// Whether another page can follow, without the work of choosing it.
    private func hasMore(_ state: GridState) -> Bool {
        state.allShown.count < min(GridState.most, dataset.items.count)
    }

    private func tiles(_ items: [Int], _ state: GridState) -> [GridTile] {
        let taps = Set(state.taps)
        return items.map { GridTile($0, of: dataset, isChosen: taps.contains($0)) }
    }

    private func chosen(_ state: GridState, besides shown: [Int]) -> GridPage.Chosen? {
        let elsewhere = state.taps.filter { !shown.contains($0) }
        guard !elsewhere.isEmpty else { return nil }
        return .init(title: texts.text("chosen"), tiles: tiles(elsewhere, state))
    }

    private func found(_ state: GridState) -> (view: GridPage.Found, items: [Int])? {
        guard !state.query.isEmpty else { return nil }
        let items = served.taps.search?.find(state.query, most: Self.results) ?? []
        let view = GridPage.Found(
            title: texts.text("found"), tiles: tiles(items, state),
            nothing: items.isEmpty ? texts.text("found.none") : nil)
        return (view, items)
    }

    private func preview(_ state: GridState, _ recommender: TapRecommender) -> GridPreview {
        let picks =
            state.taps.isEmpty
            ? [] : picks(state, recommender, count: Self.preview, canLike: false, isShort: true)
        return GridPreview(
            title: texts.text("so-far"), empty: state.taps.isEmpty ? texts.text("so-far.empty") : nil,
            picks: picks,
            update: texts.text("update"))
    }

    private func picks(
        _ state: GridState, _ recommender: TapRecommender, count: Int, canLike: Bool, isShort: Bool = false
    ) -> [GridPick] {
        picks(
            served.recommended(recommender, shown: state.allShown, taps: state.taps, count: count),
            recommender,
            canLike: canLike, isShort: isShort)
    }

    private func picks(
        _ items: [TapRecommendation], _ recommender: TapRecommender, canLike: Bool, isShort: Bool = false
    ) -> [GridPick] {
        let reason = GridReason(recommender: recommender, titles: served.catalogue.titles, texts: texts)
        return items.map { item in
            let label = dataset.label(ofItem: item.item)
            return GridPick(
                tile: GridTile(item.item, of: dataset, isChosen: false), title: label.titleAndYear,
                reason: reason.sentence(for: item, isShort: isShort), like: canLike ? texts.text("like") : nil
            )
        }
    }

    /// The page of recommendations.
    private func recommend(_ state: GridState, _ recommender: TapRecommender) throws -> Page {
        let picks = picks(state, recommender, count: Self.results, canLike: true)
        let title = texts.text("results")
        let least = served.floor(without: state.allShown + state.taps, leaving: Self.results)
        let page = GridResultPage(
            title: title,
            introduction: texts.text(state.taps.isEmpty ? "results.none" : "results.introduction"),
            action: path, hidden: state.hidden(dataset), chosen: chosen(state, besides: []),
            recommendedTitle: texts.text("results"), picks: picks,
            nothing: picks.isEmpty ? texts.text("nothing") : nil,
            floor: least > 0 ? texts.text("floor", ["count": "\(least)"]) : nil, update: texts.text("update"),
            back: texts.text("back"), done: isDemo ? texts.text("done") : nil, again: texts.text("again"),
            startAddress: startAddress,
            status: title + ": " + picks.prefix(3).map(\.title).joined(separator: ", "))
        return Page(title: title, html: try Templates.render("grid-results", page))
    }

    /// The end of the demonstration.
    private func finish(_ state: GridState, _ recommender: TapRecommender) throws -> Page {
        let mine = picks(state, recommender, count: Self.results, canLike: false)
        // From among the same titles: else what was shown alone would make the difference.
        let popular = served.recommended(
            recommender, shown: [], taps: [], without: state.allShown + state.taps, count: Self.results)
        let all = picks(popular, recommender, canLike: false)
        let common = Set(all.map(\.tile.value))
        let changed = mine.count { !common.contains($0.tile.value) }
        let figures = [
            GridFinishPage.Figure(
                number: "\(state.allShown.count)",
                words: texts.text("figure.shown", count: state.allShown.count)),
            .init(number: "\(state.taps.count)", words: texts.text("figure.taps", count: state.taps.count)),
            .init(number: "\(changed)", words: texts.text("figure.changed", count: mine.count)),
        ]
        let introduction =
            state.taps.isEmpty
            ? texts.text("finish.introduction.none")
            : texts.text("finish.introduction", count: state.taps.count)
        let page = GridFinishPage(
            title: texts.text("finish"), introduction: introduction, figures: figures,
            recommendedTitle: texts.text("results"),
            picks: mine, everybodyTitle: texts.text("everybody"),
            everybodyIntroduction: texts.text("everybody.introduction"),
            everybody: all, again: texts.text("again"), startAddress: startAddress)
        return Page(title: page.title, html: try Templates.render("grid-finish", page))
    }

    /// The way to the other demonstration, where the dataset has ratings.
    func demoFooter() throws -> String? {
        guard dataset.feedback == .explicit else { return nil }
        let address = texts.chosen.map { "/demo/ratings?language=\($0)" } ?? "/demo/ratings"
        return try Templates.render("grid-footer", ["address": address, "words": texts.text("demo.ratings")])
    }

    static let footerTemplate = "<p><a href=\"{{address}}\">{{words}}</a></p>"

    static let messageTemplate = """
        <h1>{{title}}</h1>
        <p class="notice" role="status">{{message}}</p>
        """
}
