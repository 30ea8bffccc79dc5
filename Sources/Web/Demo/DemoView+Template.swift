extension DemoView {
    /// Every button sends the whole state, so that nothing is kept between two pages.
    static let template = """
        <h1>{{title}}</h1>
        <p>{{introduction}}</p>
        {{#question}}
        <form method="get" action="/demo/ratings" class="card">
        {{#strategies}}{{#isChosen}}<input type="hidden" name="strategy" value="{{value}}"/>{{/isChosen}}{{/strategies}}
        {{#menus}}{{#options}}{{#isChosen}}<input type="hidden" name="{{name}}" value="{{value}}"/>{{/isChosen}}{{/options}}{{/menus}}
        {{> hidden}}
        <input type="hidden" name="item" value="{{id}}"/>
        <p class="progress"><span>{{progress}}</span>\
        <progress max="{{total}}" value="{{answerCount}}" aria-label="{{answered}}"></progress></p>
        <div class="item">
        {{#poster}}<img src="{{.}}" alt="" width="104" height="156"/>{{/poster}}
        <div><h2 id="question">{{title}}</h2>{{#genres}}<p class="soft">{{.}}</p>{{/genres}}</div>
        </div>
        <div class="ratings count-{{count}}" role="group" aria-labelledby="question">
        {{#ratings}}<button name="rating" value="{{value}}">{{label}}</button>{{/ratings}}
        </div>
        {{#ends}}<p class="ends"><span>{{lowest}}</span><span>{{highest}}</span></p>
        {{/ends}}<button class="unknown" name="rating" value="unknown">{{unknown}}</button>
        </form>
        {{/question}}
        {{#end}}<p class="notice" role="status">{{.}}</p>
        {{/end}}<h2>{{recommendedTitle}}</h2>
        <ol class="answers">
        {{#recommendations}}<li><span class="rank" aria-hidden="true">{{rank}}</span>\
        <span><span class="title">{{title}}</span>{{#genres}}<span class="soft">{{.}}</span><br/>{{/genres}}{{reason}}</span>\
        <span class="number">{{#estimate}}{{.}}{{/estimate}}{{#change}}{{#estimate}}<br/>{{/estimate}}\
        <span class="soft">{{.}}</span>{{/change}}</span></li>
        {{/recommendations}}</ol>
        {{#whyNothing}}<p class="notice" role="status">{{.}}</p>
        {{/whyNothing}}{{#hints}}<p class="hint">{{.}}</p>
        {{/hints}}{{#hasAnswers}}<h2>{{answersTitle}}</h2>
        <ul class="answers">
        {{#answers}}<li><span></span><span>{{title}}</span>\
        <span>{{rating}} · <a class="plain" href="{{removal}}" aria-label="{{about}}">{{takeBack}}</a></span></li>
        {{/answers}}</ul>{{/hasAnswers}}
        {{#hasSettings}}<h2>{{settingsTitle}}</h2>
        <form method="get" action="/demo/ratings">
        {{> hidden}}{{#hasStrategies}}<fieldset><legend>{{choiceTitle}}</legend>
        {{#strategies}}<label class="choice"><input type="radio" name="strategy" value="{{value}}"{{#isChosen}} checked=""{{/isChosen}}/>\
        <span>{{label}}</span></label>{{/strategies}}
        </fieldset>
        {{/hasStrategies}}{{#menus}}<p class="field"><label for="{{id}}">{{label}}</label>
        <select id="{{id}}" name="{{name}}"><option value="">{{none}}</option>
        {{#options}}<option value="{{value}}"{{#isChosen}} selected=""{{/isChosen}}>{{label}}</option>{{/options}}</select></p>
        {{/menus}}
        <p class="actions"><button>{{use}}</button> <a class="quiet" href="{{startAddress}}">{{again}}</a></p>
        </form>
        {{/hasSettings}}{{^hasSettings}}{{#hasAnswers}}<p class="actions"><a class="quiet" href="{{startAddress}}">{{again}}</a></p>
        {{/hasAnswers}}{{/hasSettings}}
        """
}
