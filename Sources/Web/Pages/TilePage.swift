import Foundation
import Hummingbird
import Study

/// `…/grid/PART/PAGE`: a page of the grid of an arm, whose tiles the participant taps. It is a form of
/// checkboxes, so that it needs no script.
struct TilePage: Sendable {
    let services: WebServices

    /// A page of the grid; once it cannot be answered any more, or not yet, the next step.
    func show(_ visit: Visit, part: Int, page: Int) async throws -> Response {
        guard visit.mayTap(part: part, page: page) else { return visit.goOn() }
        let (texts, design) = (visit.texts, visit.study.design)
        let known = visit.session.grids.first { $0.part == part && $0.page == page }
        // What was tapped in an earlier part is marked, so that nobody has to look for it twice.
        let taps = known.map { Set($0.taps) } ?? Set(visit.session.grids.flatMap(\.taps))
        let tiles = visit.session.tiles(ofPart: part, page: page, in: design)
        let shown = ShownTime("grid/\(part)/\(page)", of: visit.session.id, key: services.key).field(
            now: Date())
        let suffix = design.grid?.positiveFrom == nil ? "" : ".liked"
        let title = texts.text("grid.title\(suffix)")
        let isMarked = known == nil && tiles.contains(where: taps.contains)
        let count = texts.text("grid.count").split(
            separator: "{count}", maxSplits: 1, omittingEmptySubsequences: false)
        let content = Content(
            title: title, introduction: texts.text("grid.introduction\(suffix)"),
            notice: visit.notice
                ?? (isMarked ? texts.text("grid.marked") : introduction(visit, part: part, page: page)),
            action: "\(visit.home)/grid",
            hidden: visit.guardFields + [
                HiddenField(name: "part", value: "\(part)"), HiddenField(name: "page", value: "\(page)"),
                HiddenField(name: "shown", value: shown),
            ],
            tiles: tiles.map { GridTile($0, in: visit.material, isChosen: taps.contains($0)) },
            countBefore: String(count.first ?? ""), countAfter: String(count.dropFirst().first ?? ""),
            submit: texts.text("page.continue"),
            back: page > 0
                ? PageLink(
                    address: visit.address(of: .grid(part: part, page: page - 1)),
                    text: texts.text("grid.back")) : nil)
        let pages = design.grid?.pages ?? 1
        let progress = Visit.Progress(
            text: texts.text("page.progress", ["number": "\(page + 1)", "count": "\(pages)"]), value: page,
            count: pages)
        return try visit.response(
            title, main: try Templates.render("tiles", content), part: part,
            progress: pages > 1 ? progress : nil)
    }

    /// Saves what was tapped, which is on the disk when the browser is sent on.
    func send(_ visit: Visit, _ form: FormFields) async throws -> Response {
        guard let part = form.integer("part"), let page = form.integer("page"),
            visit.session.condition.indices.contains(part),
            case let tiles = visit.session.tiles(ofPart: part, page: page, in: visit.study.design),
            case let taps = Set(form.all("tap")), !tiles.isEmpty, taps.isSubset(of: tiles)
        else { throw PageFault.form(.badRequest) }
        guard visit.mayTap(part: part, page: page) else {
            let known = visit.session.grids.first { $0.part == part && $0.page == page }
            let isLocked = visit.session.recommendations.contains { $0.part == part }
            return visit.goOn(known.map { Set($0.taps) } == taps ? nil : isLocked ? .locked : .stale)
        }
        let time = ShownTime("grid/\(part)/\(page)", of: visit.session.id, key: services.key)
        var visit = visit
        visit.session = try await services.store.setTaps(
            tiles.filter(taps.contains), part: part, page: page,
            milliseconds: time.milliseconds(form.first("shown"), now: Date()), of: visit.session.id,
            study: visit.study)
        services.metrics.savedAnswer()
        return visit.goOn()
    }

    /// The words at the beginning of a later part.
    private func introduction(_ visit: Visit, part: Int, page: Int) -> String? {
        part > 0 && page == 0 ? visit.texts.text("part.introduction", ["part": "\(part + 1)"]) : nil
    }

    private struct Content {
        var title: String
        var introduction: String
        var notice: String?
        var action: String
        var hidden: [HiddenField]
        var tiles: [GridTile]
        var countBefore: String
        var countAfter: String
        var submit: String
        var back: PageLink?
    }

    static let template = """
        <h1>{{title}}</h1>
        {{> notice}}<p id="grid-introduction">{{introduction}}</p>
        <form class="grid" method="post" action="{{action}}">
        {{> hidden}}<fieldset aria-describedby="grid-introduction"><legend class="visually-hidden">{{title}}</legend>
        <ul class="tiles">{{#tiles}}{{> grid-tile}}{{/tiles}}</ul></fieldset>
        <div class="bar"><p class="count" aria-hidden="true">{{countBefore}}<span class="counted"></span>{{countAfter}}</p>
        <button type="submit">{{submit}}</button></div>
        </form>
        {{#back}}<p><a class="plain" href="{{address}}">{{text}}</a></p>
        {{/back}}
        """
}

extension Visit {
    /// Whether a page of a grid may be sent, or sent anew: pages come in their order, until recommendations
    /// are made from them.
    func mayTap(part: Int, page: Int) -> Bool {
        let design = study.design
        guard session.about != nil, session.withdrawnAt == nil,
            session.condition.indices.first(where: { !session.finishedParts.contains($0) }) == part,
            !session.recommendations.contains(where: { $0.part == part })
        else { return false }
        let open = session.firstOpenPage(ofPart: part, in: design) ?? (design.grid?.pages ?? 0) - 1
        return (0...max(open, 0)).contains(page)
            && !session.tiles(ofPart: part, page: page, in: design).isEmpty
    }
}

extension GridTile {
    /// A tile of a study, as the study has its item from the launch.
    init(_ id: String, in material: StudyMaterial, isChosen: Bool) {
        let item = material.item(id)
        value = id
        title = item?.title ?? id
        poster = Poster.address(item?.poster)
        caption = poster == nil ? item?.year.map(String.init) ?? "" : item?.titleAndYear ?? id
        tone = Self.tone(id)
        self.isChosen = isChosen
    }
}
