import Foundation
import Hummingbird
import Storage
import Study

/// A request for a participant's page, with what the page depends on.
struct Visit: Sendable {
    let request: Request
    /// What is served to this request from its beginning to its end.
    let served: ServedDataset
    let study: StudyRecord
    /// What the study shows and asks, as it was at the launch.
    let material: StudyMaterial
    var session: ParticipantSession
    let link: ParticipantLink
    let browser: FormGuard.Browser
    /// What the browser's forms carry.
    let token: String
    /// Where a researcher looks at the pages instead of a participant; nil for a participant.
    var preview: StudyPreview?

    /// The words in the participant's language.
    var texts: StudyTexts {
        study.texts.first { $0.language == session.language }
            ?? LanguageChoice.texts(of: study.texts, asked: nil, preferred: request.headers[.acceptLanguage])
    }
    /// The private link, which always shows the next step.
    var home: String { preview?.home ?? link.path(of: session.id) }
    /// The page that asks whether this browser belongs to the participant.
    var resumeAddress: String { "\(home)/resume" }
    /// How many parts the participant has.
    var parts: Int { session.condition.count }
    /// The hidden fields that every form has.
    var guardFields: [HiddenField] { [HiddenField(name: FormGuard.field, value: token)] }

    /// The address of a step; parts and places are counted from 1 in addresses.
    func address(of step: StudyStep) -> String {
        switch step {
        case .about: "\(home)/about"
        case .rate(let part, let place): "\(home)/rate/\(part + 1)/\(place + 1)"
        case .grid(let part, let page): "\(home)/grid/\(part + 1)/\(page + 1)"
        case .recommendations(let part): "\(home)/recommendations/\(part + 1)"
        case .questionnaire: "\(home)/questionnaire"
        case .complete: "\(home)/thanks"
        case .withdrawn: "\(home)/withdrawn"
        }
    }

    /// The address of the next step, which leads to no other in its turn, so that a notice arrives.
    var next: String {
        let step = session.nextStep(in: study.design)
        if case .recommendations(let part) = step { return address(after: part) }
        return address(of: step)
    }

    /// Sends the browser to the next step, with a notice where the participant should know why.
    func goOn(_ notice: Notice? = nil) -> Response {
        .seeOther(next + (notice.map { "?notice=\($0.rawValue)" } ?? ""))
    }

    /// What a participant is told at the next page.
    enum Notice: String {
        /// The page that was sent was not the current one any more.
        case stale
        /// What it would have changed stays.
        case locked
    }

    /// The notice that the address asks for.
    var notice: String? {
        request.uri.queryParameters["notice"].flatMap { Notice(rawValue: String($0)) }.map {
            texts.text("notice.\($0.rawValue)")
        }
    }

    /// The scheme and host under which the browser knows this server, for a link that can be copied.
    var origin: String {
        let host = request.head.authority ?? "localhost"
        let isSound = host.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 58, 91, 93].contains(byte)
        }
        return "\(request.isSecure ? "https" : "http")://\(isSound ? host : "localhost")"
    }
}

/// A field of a form that its reader does not see.
struct HiddenField: Sendable {
    var name: String
    var value: String

    static let template = """
        {{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}"/>
        {{/hidden}}
        """
}

extension Response {
    /// 303: the browser asks for another page with GET, so that a reload sends nothing twice.
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
    }
}
