import Hummingbird
import Storage
import Study

/// `/admin`: all studies.
struct StudiesPage: Sendable {
    let services: WebServices

    func show(_ visit: AdminVisit) async throws -> Response {
        let studies = try await services.store.studies()
        let counts = try await services.store.counts()
        let entries = studies.reversed().map { study in
            let counts = counts[study.id] ?? StudyCounts()
            return Entry(
                name: study.design.name, address: StudyAddress(study).path, status: study.status.rawValue,
                enrolment: study.enrolmentWord(counts), enrolled: counts.enrolled,
                completed: counts.completed,
                target: study.design.targetSize, withdrawn: counts.withdrawn)
        }
        let content = Content(entries: entries, isEmpty: entries.isEmpty)
        return try visit.response("Studies", main: try Templates.render("admin-studies", content))
    }

    private struct Entry {
        var name: String
        var address: String
        var status: String
        var enrolment: String
        var enrolled: Int
        var completed: Int
        var target: Int
        var withdrawn: Int
    }

    private struct Content {
        var entries: [Entry]
        var isEmpty: Bool
    }

    static let template = """
        <h1>Studies</h1>
        {{#isEmpty}}<p>There are no studies yet. Make one with <code>icebreaker study create</code>.</p>{{/isEmpty}}
        {{^isEmpty}}<div class="scroll" role="region" tabindex="0" aria-label="Studies"><table>
        <thead><tr><th scope="col">study</th><th scope="col">status</th><th scope="col">enrolment</th>\
        <th scope="col" class="number">completed</th>\
        <th scope="col" class="number">planned</th><th scope="col" class="number">enrolled</th>\
        <th scope="col" class="number">withdrew</th></tr></thead>
        <tbody>{{#entries}}<tr><th scope="row"><a href="{{address}}">{{name}}</a></th><td>{{status}}</td><td>{{enrolment}}</td>\
        <td class="number">{{completed}}</td><td class="number">{{target}}</td><td class="number">{{enrolled}}</td>\
        <td class="number">{{withdrawn}}</td></tr>
        {{/entries}}</tbody></table></div>{{/isEmpty}}
        """
}
