/// The page of titles to pick from.
struct GridPage {
    /// What was found by a search.
    struct Found {
        let title: String
        let tiles: [GridTile]
        /// What is said where nothing was found.
        let nothing: String?
    }

    /// What was picked elsewhere than on this page.
    struct Chosen {
        let title: String
        let tiles: [GridTile]
    }

    let title, introduction, action: String
    let hidden: [HiddenField]
    /// What to know before going on.
    var notice: String?
    /// The words of the way on in spite of it.
    var anyway: String?
    let search, searchHint, searchButton, query: String
    let found: Found?
    let chosen: Chosen?
    let tilesTitle: String
    let tiles: [GridTile]
    /// What stands around the number of picks, and the whole.
    let countBefore, countAfter, count: String
    let recommend: String
    /// The words of the way to more titles; nil where there are none.
    let more: String?
    let none: String
    let preview: GridPreview

    /// The return key presses the first button of a form: one that nobody sees, which searches.
    static let template = """
        <h1>{{title}}</h1>
        <p>{{introduction}}</p>
        <form class="grid" method="get" action="{{action}}" data-parts="status preview">
        {{> hidden}}<button class="visually-hidden" name="step" value="search" tabindex="-1" aria-hidden="true">{{searchButton}}</button>
        {{#notice}}<div class="notice" role="alert"><p>{{.}}</p>\
        {{#anyway}}<p class="actions"><button class="quiet" name="step" value="anyway">{{.}}</button></p>{{/anyway}}</div>
        {{/notice}}<div class="sides"><div>
        <div class="search"><p class="field"><label for="q">{{search}}</label>
        <input id="q" type="search" name="q" value="{{query}}" maxlength="100" placeholder="{{searchHint}}" autocomplete="off"/></p>
        <button class="quiet" name="step" value="search">{{searchButton}}</button></div>
        <div id="found">{{#found}}<h2>{{title}}</h2>{{#nothing}}<p class="hint">{{.}}</p>{{/nothing}}
        <ul class="tiles few">{{#tiles}}{{> grid-tile}}{{/tiles}}</ul>{{/found}}</div>
        <div id="chosen">{{#chosen}}<h2>{{title}}</h2>
        <ul class="tiles few">{{#tiles}}{{> grid-tile}}{{/tiles}}</ul>{{/chosen}}</div>
        <h2 class="visually-hidden">{{tilesTitle}}</h2>
        <ul class="tiles">{{#tiles}}{{> grid-tile}}{{/tiles}}</ul>
        <p class="actions">{{#more}}<button class="quiet" name="step" value="more">{{.}}</button>{{/more}}
        <button class="quiet" name="step" value="none">{{none}}</button></p>
        <div class="bar"><p class="count" aria-hidden="true">{{countBefore}}<span class="counted"></span>{{countAfter}}</p>
        <p id="status" role="status" class="visually-hidden">{{count}}</p>
        <button name="step" value="recommend">{{recommend}}</button></div>
        </div>
        {{#preview}}{{> grid-preview}}{{/preview}}</div>
        </form>
        """
}

/// The recommendations so far, beside the titles.
struct GridPreview {
    let title: String
    /// What stands there where there is nothing to recommend from.
    let empty: String?
    let picks: [GridPick]
    let update: String

    static let template = """
        <section id="preview" class="aside" aria-labelledby="preview-title"><h2 id="preview-title">{{title}}</h2>
        {{#empty}}<p class="hint">{{.}}</p>{{/empty}}<ol class="picks">{{#picks}}{{> grid-pick}}{{/picks}}</ol>
        <p class="actions"><button class="quiet" name="step" value="pick">{{update}}</button></p></section>
        """
}
