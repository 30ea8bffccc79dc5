import Foundation
import HTTPTypes
import Hummingbird
import Storage
import Study
import Support

/// `/admin/studies/NAME`: how a study stands, what it found, and its downloads.
struct ResultsPage: Sendable {
    let services: WebServices
    let work: BackgroundWork

    func show(_ study: StudyRecord, _ visit: AdminVisit) async throws -> Response {
        let query = visit.request.uri.queryParameters
        let results = try await results(study, visit)
        let content = try Content(study, results, visit, done: query["done"].map(String.init))
        let main = try Templates.render("admin-results", content)
        var response = try visit.response("Results of \(study.design.name)", main: main)
        if let seconds = query["refresh"].flatMap({ Int($0) }), let refresh = HTTPField.Name("Refresh") {
            response.headers[refresh] = String(min(max(seconds, 5), 3600))
        }
        return response
    }

    func csv(_ study: StudyRecord, _ visit: AdminVisit) async throws -> Response {
        Self.download(
            Data(try await results(study, visit).csv.utf8), "text/csv; charset=utf-8", study, "results.csv")
    }

    func json(_ study: StudyRecord, _ visit: AdminVisit) async throws -> Response {
        Self.download(try await results(study, visit).json(), "application/json", study, "results.json")
    }

    /// The bytes that the design's hash is of.
    func design(_ study: StudyRecord) throws -> Response {
        Self.download(try CanonicalJSON.data(study.design), "application/json", study, "design.json")
    }

    /// The bytes that the design's `materialHash` is of.
    func material(_ study: StudyRecord) async throws -> Response {
        let material = try await services.store.material(of: study)
        return Self.download(try CanonicalJSON.data(material), "application/json", study, "material.json")
    }

    /// The results; without what the study found while it runs, unless that was asked for.
    private func results(_ study: StudyRecord, _ visit: AdminVisit) async throws -> StudyResults {
        let sessions = try await services.store.sessions(of: study)
        let results = try await work.run {
            StudyResults(
                design: study.design, designHash: study.designHash, sessions: sessions,
                isClosed: study.status == .closed)
        }
        return results.shown(interim: visit.request.uri.queryParameters["interim"] == "yes")
    }

    private static func download(_ data: Data, _ type: String, _ study: StudyRecord, _ name: String)
        -> Response
    {
        let plain = study.design.name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: "attachment; filename=\"\(String(plain))-\(name)\"",
                .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}

extension ResultsPage {
    /// What the template shows.
    fileprivate struct Content {
        struct Fact {
            var name: String
            var value: String
        }

        /// What a draft's consent page says so far.
        struct Consent {
            var contact: String
            var retention: String
        }

        struct Action {
            var address: String
            var token: String
            var text: String
            var hint: String
        }

        var name: String
        var address: String
        var query: String
        var notice: String?
        var remarks: [String]
        var facts: [Fact]
        var hash: String?
        var isUnchanged: Bool
        var progress: TableView
        var cells: [TableView]
        var cellNote: String?
        var primary: [String]
        var isWithheld: Bool
        var isEarlyLook: Bool
        var analysis: [TableView]
        var action: Action?
        var consent: Consent?
        var erase: Action

        init(_ study: StudyRecord, _ results: StudyResults, _ visit: AdminVisit, done: String?) throws {
            let tables = ResultTables(results: results)
            name = study.design.name
            address = StudyAddress(study).path
            notice = done.flatMap { Self.notices[$0] }
            remarks = results.remarks
            facts = Self.facts(study, results)
            consent =
                study.status == .draft
                ? Consent(
                    contact: study.design.contactText ?? "",
                    retention: study.design.retention?.description ?? "") : nil
            hash = study.designHash
            isUnchanged = try study.designHash == study.design.hash()
            progress = tables.progress
            cells = tables.cells
            cellNote = tables.cellNote
            primary = results.primarySentences
            isWithheld = results.analysis == nil
            isEarlyLook = results.isInterim && results.analysis != nil
            query = isEarlyLook ? "?interim=yes" : ""
            analysis =
                results.analysis.map { analysis in
                    analysis.comparisons.map(tables.tests) + [tables.measures(analysis)]
                        + [tables.orders(analysis)].compactMap { $0 }
                } ?? []
            let path = address
            func action(_ name: String, _ text: String, _ hint: String) -> Action {
                Action(address: "\(path)/\(name)", token: visit.token, text: text, hint: hint)
            }
            erase = action("erase", "Erase", "")
            self.action =
                switch study.status {
                case .draft:
                    action(
                        "launch", "Launch the study",
                        "Opens it to participants and locks its design, with what it shows of the dataset.")
                case .launched:
                    action(
                        "close", "Close the study", "Takes no new participants; those who began may finish.")
                case .closed: nil
                }
        }

        private static let notices = [
            "launched": "The study is open to participants.",
            "closed": "The study takes no new participants.",
            "erased": "The participant's answers are erased.",
        ]

        private static func facts(_ study: StudyRecord, _ results: StudyResults) -> [Fact] {
            let design = study.design
            let arms = design.arms.map { "\($0.name) (list \($0.list))" }.joined(separator: " against ")
            let verb = design.grid == nil ? "rated" : "took"
            let known =
                design.minimumKnown.map { " of items that at least \($0) users \(verb)" } ?? " of all items"
            var facts = [
                Fact(name: "status", value: study.status.rawValue),
                Fact(
                    name: "completed",
                    value: "\(results.progress.count(.completed)) of \(design.targetSize) planned"),
                Fact(name: "enrolment", value: enrolment(study, results)),
                Fact(name: "arms", value: "\(arms), \(design.assignment.rawValue)"),
                Fact(
                    name: "primary outcome",
                    value: design.primaryOutcome.title + (results.primaryTest.map { "; \($0.title)" } ?? "")),
                Fact(
                    name: "asked",
                    value: "\(asked(design)), then \(design.recommendations) recommendations\(known)"),
                Fact(
                    name: "recommends",
                    value: design.model.map { "model \($0)" } ?? "the table of each arm's grid"),
                Fact(name: "seed", value: "\(design.seed)"),
            ]
            if let ratings = design.ratings {
                facts.append(
                    Fact(name: "ratings", value: ratings.map(RatingForm.text).joined(separator: ", ")))
            }
            if let contact = design.contactText { facts.append(Fact(name: "contact", value: contact)) }
            if let retention = design.retention {
                let period = StudyTexts.english.period(retention)
                facts.append(Fact(name: "answers kept", value: "\(period) after closing"))
            }
            if let power = design.power {
                facts.append(
                    Fact(
                        name: "planned for",
                        value:
                            "an effect of \(power.effect), significance \(power.significance), power \(power.power)"
                    ))
            }
            for (name, date) in [("launched", study.launchedAt), ("closed", study.closedAt)] {
                if let date { facts.append(Fact(name: name, value: date.formatted(.iso8601))) }
            }
            return facts
        }

        /// What participants do first.
        private static func asked(_ design: StudyDesign) -> String {
            guard let grid = design.grid else { return "\(design.itemsToRate) items" }
            return "\(design.itemsToRate) tiles on \(grid.pages == 1 ? "one page" : "\(grid.pages) pages")"
                + (grid.positiveFrom.map { ", taken from a rating of \(RatingForm.text($0))" } ?? "")
        }

        /// How many take part, and what that means to new visitors.
        private static func enrolment(_ study: StudyRecord, _ results: StudyResults) -> String {
            let progress = results.progress
            let enrolment = Enrolment(
                study.design, enrolled: progress.enrolled, completed: progress.count(.completed),
                withdrawn: progress.withdrawn)
            let taken = "\(enrolment.taken) of \(enrolment.places) places taken"
            guard study.status == .launched else { return taken }
            return "\(taken); "
                + (enrolment.isFull ? "full: nobody new may begin, those who began may finish" : "open")
        }
    }

    static let template = """
        <h1>{{name}}</h1>
        {{#notice}}<p class="notice" role="status">{{.}}</p>
        {{/notice}}<p class="links"><a class="plain" href="{{address}}{{query}}">Reload</a> \
        <a class="plain" href="{{address}}?refresh=30">Reload every 30 s</a> \
        <a class="plain" href="{{address}}/preview">Preview of the pages</a> \
        <a class="plain" href="{{address}}/results.csv{{query}}">Results as CSV</a> \
        <a class="plain" href="{{address}}/results.json{{query}}">Results as JSON</a></p>
        {{#remarks}}<p class="notice">{{.}}</p>
        {{/remarks}}<h2>Design</h2>
        <dl class="facts">{{#facts}}<dt>{{name}}</dt><dd>{{value}}</dd>{{/facts}}</dl>
        {{#hash}}<p>SHA-256 at the launch: <code>{{.}}</code></p>
        {{#isUnchanged}}<p>The design is the one that was launched. To see for yourself, download \
        <a href="{{address}}/design.json">design.json</a> and run <code>sha256sum</code> on it; so for \
        <a href="{{address}}/material.json">material.json</a>, what participants are shown and asked of the dataset, whose \
        digits are the design's <code>materialHash</code>.</p>{{/isUnchanged}}\
        {{^isUnchanged}}<p class="error" role="alert">The stored design is not the one that was launched.</p>{{/isUnchanged}}
        {{/hash}}{{^hash}}<p>The design is not locked yet. <a href="{{address}}/design.json">design.json</a></p>
        {{/hash}}<h2>Participants</h2>
        {{#progress}}{{> admin-table}}{{/progress}}
        <div class="tables">{{#cells}}<div>{{> admin-table}}</div>{{/cells}}</div>
        {{#cellNote}}<p class="hint">{{.}}</p>
        {{/cellNote}}\
        <h2>Results</h2>
        {{#isWithheld}}<div class="notice"><p>The study runs and fewer participants than planned completed it, so its tests are \
        not shown: testing repeatedly before the planned sample is complete produces false positives.</p>
        <p><a href="{{address}}?interim=yes">Look all the same</a>, not as the planned analysis</p></div>
        {{/isWithheld}}{{#isEarlyLook}}<p class="error"><strong>Interim.</strong> Fewer participants than planned completed the \
        study, so this is not the planned analysis. Do not stop or change the study because of it, and say in any report that \
        you looked. <a href="{{address}}">Hide the tests</a></p>
        {{/isEarlyLook}}{{#primary}}<p><strong>Primary outcome.</strong> {{.}}</p>
        {{/primary}}{{#analysis}}{{> admin-table}}
        {{/analysis}}<h2>Actions</h2>
        {{#action}}<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{token}}"/>
        {{#consent}}<div class="field"><label for="contact">Whom participants can ask, as the consent page says it</label>\
        <input id="contact" type="text" name="contact" value="{{contact}}" maxlength="500" autocomplete="off" required/></div>
        <div class="field"><label for="retention">How long answers are kept after the study is closed</label>\
        <p class="hint" id="retention-hint">Days, months or years, such as 90d, 12m or 2y.</p>\
        <input id="retention" type="text" name="retention" value="{{retention}}" aria-describedby="retention-hint" \
        autocomplete="off" required/></div>
        {{/consent}}<p class="actions"><button type="submit">{{text}}</button><span class="hint">{{hint}}</span></p></form>
        {{/action}}{{#erase}}<form method="post" action="{{address}}"><input type="hidden" name="csrf" value="{{token}}"/>
        <div class="field"><label for="participant">Erase a participant's answers, by their id or private link</label>\
        <input id="participant" type="text" name="participant" autocomplete="off" autocapitalize="none" spellcheck="false" \
        required/></div>
        <label class="choice"><input type="checkbox" name="sure" value="yes" required/> I am sure; this cannot be undone</label>
        <p class="actions"><button class="danger" type="submit">{{text}}</button></p></form>
        {{/erase}}
        """
}
