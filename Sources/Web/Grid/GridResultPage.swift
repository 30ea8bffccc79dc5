/// The recommendations, which change with each title that is picked among them or taken back.
struct GridResultPage {
    let title, introduction, action: String
    let hidden: [HiddenField]
    let chosen: GridPage.Chosen?
    let recommendedTitle: String
    let picks: [GridPick]
    /// Why there are none.
    let nothing: String?
    /// Which items may be recommended.
    let floor: String?
    let update, back: String
    /// The words of the way to the end; nil where there is none.
    let done: String?
    let again, startAddress, status: String

    static let template = """
        <h1>{{title}}</h1>
        <p>{{introduction}}</p>
        <form class="grid" method="get" action="{{action}}" data-step="anyway" data-parts="status chosen recommended">
        {{> hidden}}<button class="visually-hidden" name="step" value="anyway" tabindex="-1" aria-hidden="true">{{update}}</button>
        <div id="chosen">{{#chosen}}<h2>{{title}}</h2>
        <ul class="tiles few">{{#tiles}}{{> grid-tile}}{{/tiles}}</ul>{{/chosen}}</div>
        <p id="status" role="status" class="visually-hidden">{{status}}</p>
        <section id="recommended"><h2>{{recommendedTitle}}</h2>
        {{#nothing}}<p class="notice" role="status">{{.}}</p>{{/nothing}}<ol class="picks many">{{#picks}}{{> grid-pick}}{{/picks}}</ol>
        </section>
        {{#floor}}<p class="hint">{{.}}</p>
        {{/floor}}<p class="actions">{{#done}}<button name="step" value="done">{{.}}</button>{{/done}}
        <button class="quiet" name="step" value="anyway">{{update}}</button>
        <button class="quiet" name="step" value="more">{{back}}</button>
        <a class="quiet" href="{{startAddress}}">{{again}}</a></p>
        </form>
        """
}

/// The end of the demonstration: what a few taps changed.
struct GridFinishPage {
    struct Figure {
        let number, words: String
    }

    let title, introduction: String
    let figures: [Figure]
    let recommendedTitle: String
    let picks: [GridPick]
    let everybodyTitle, everybodyIntroduction: String
    let everybody: [GridPick]
    let again, startAddress: String

    static let template = """
        <h1>{{title}}</h1>
        <p>{{introduction}}</p>
        <ul class="figures">{{#figures}}<li><strong>{{number}}</strong> {{words}}</li>{{/figures}}</ul>
        <h2>{{recommendedTitle}}</h2>
        <ol class="picks many">{{#picks}}{{> grid-pick}}{{/picks}}</ol>
        <h2>{{everybodyTitle}}</h2>
        <p>{{everybodyIntroduction}}</p>
        <ol class="picks many">{{#everybody}}{{> grid-pick}}{{/everybody}}</ol>
        <p class="actions"><a class="button" href="{{startAddress}}">{{again}}</a></p>
        """
}
