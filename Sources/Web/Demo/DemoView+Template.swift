extension DemoView {
    /// Every button sends the whole state, so that nothing is kept between two pages.
    static let template = """
        <h1>Try the onboarding</h1>
        <p>Rate a few items and see how the recommendations below follow your answers. Nothing is stored.</p>
        {{#question}}
        <form method="get" action="/demo" class="card">
        {{#strategies}}{{#isChosen}}<input type="hidden" name="strategy" value="{{value}}"/>{{/isChosen}}{{/strategies}}
        {{#menus}}{{#options}}{{#isChosen}}<input type="hidden" name="{{name}}" value="{{value}}"/>{{/isChosen}}{{/options}}{{/menus}}
        {{#answers}}<input type="hidden" name="a" value="{{field}}"/>{{/answers}}
        <input type="hidden" name="item" value="{{id}}"/>
        <p class="progress"><span>Item {{number}} of {{total}}</span>\
        <progress max="{{total}}" value="{{answerCount}}" aria-label="Answered"></progress></p>
        <div class="item">
        {{#poster}}<img src="{{.}}" alt="" width="104" height="156"/>{{/poster}}
        <div><h2 id="question">{{title}}</h2><p class="soft">{{genres}}</p></div>
        </div>
        <div class="ratings count-{{ratingCount}}" role="group" aria-labelledby="question">
        {{#ratings}}<button name="rating" value="{{.}}">{{.}}</button>{{/ratings}}
        </div>
        <p class="ends"><span>{{lowest}} is the lowest rating</span><span>{{highest}} is the highest</span></p>
        <button class="unknown" name="rating" value="unknown">I do not know this</button>
        </form>
        {{/question}}
        {{^question}}<p class="notice" role="status">{{#isPreparing}}Interviews are still being prepared; reload this page in a \
        moment.{{/isPreparing}}{{#hasNoList}}This workspace has no list yet; make one with <code>{{firstList}}</code>.\
        {{/hasNoList}}{{^isPreparing}}{{^hasNoList}}That was enough: {{answerCount}} items.{{/hasNoList}}{{/isPreparing}}</p>\
        {{/question}}
        <h2>Recommended now</h2>
        {{#noModel}}<p class="notice">This workspace has no model to recommend with. {{.}}</p>{{/noModel}}
        <ol class="answers">
        {{#recommendations}}<li><span class="rank" aria-hidden="true">{{rank}}</span>\
        <span><span class="title">{{title}}</span><span class="soft">{{genres}}</span><br/>{{reason}}</span>\
        <span class="number">{{estimate}}{{#change}}<br/><span class="soft">{{.}}</span>{{/change}}</span></li>
        {{/recommendations}}</ol>
        {{#whyNothing}}<p class="notice" role="status">{{.}}</p>{{/whyNothing}}
        {{^noModel}}<p class="hint">The number is the estimated rating after the local update on your ratings, and beneath it what your last \
        answer changed. Estimates may lie outside the scale: they order the items.{{#minimumKnown}} Items that \
        fewer than {{.}} users rated are not recommended.{{/minimumKnown}}</p>{{/noModel}}
        {{#hasAnswers}}<h2>Your answers</h2>
        <ul class="answers">
        {{#answers}}<li><span></span><span>{{title}}</span>\
        <span>{{rating}} · <a class="plain" href="{{removal}}" aria-label="Take back the answer about {{title}}">take back</a></span></li>
        {{/answers}}</ul>{{/hasAnswers}}
        <h2>Settings</h2>
        <form method="get" action="/demo">
        {{#answers}}<input type="hidden" name="a" value="{{field}}"/>{{/answers}}
        <fieldset><legend>How items are chosen</legend>
        {{#strategies}}<label class="choice"><input type="radio" name="strategy" value="{{value}}"{{#isChosen}} checked=""{{/isChosen}}/>\
        <span>{{label}}</span></label>{{/strategies}}
        </fieldset>
        {{#menus}}<p class="field"><label for="{{id}}">{{label}}</label>
        <select id="{{id}}" name="{{name}}"><option value="">not said</option>
        {{#options}}<option value="{{value}}"{{#isChosen}} selected=""{{/isChosen}}>{{label}}</option>{{/options}}</select></p>
        {{/menus}}
        <p class="actions"><button>Use these</button> <a class="quiet" href="/demo">Start again</a></p>
        </form>

        """
}
