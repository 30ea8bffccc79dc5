import HTTPTypes
import Hummingbird
import Storage
import Study

/// Why a participant's page is not shown. Its page says in the participant's language what happened and how
/// to go on, and nothing of the study or of anyone in it.
enum PageFault: Error, Equatable {
    /// No such study, no such participant or a link that was not made here: which of them, nobody learns.
    case missing
    /// The study takes no new participants.
    case closed
    /// As many take part as the study has places.
    case full
    /// The form cannot be read, or has values that its page does not offer.
    case form(HTTPResponse.Status)
    /// The form was made for another browser, or by another site.
    case guarded
    /// The server cannot do it now, and may be able to after so many seconds.
    case unavailable(retryAfter: Int)
    /// The server failed.
    case failed

    /// The status of its page.
    var status: HTTPResponse.Status {
        switch self {
        case .missing: .notFound
        case .closed, .full: .gone
        case .form(let status): status
        case .guarded: .forbidden
        case .unavailable: .serviceUnavailable
        case .failed: .internalServerError
        }
    }

    /// The part of the texts' keys that stands for it.
    private var key: String {
        switch self {
        case .missing: "error.missing"
        case .closed: "error.closed"
        case .full: "error.full"
        case .form: "error.form"
        case .guarded: "error.guard"
        case .unavailable: "error.busy"
        case .failed: "error.server"
        }
    }

    /// Its page.
    /// - Parameters:
    ///   - texts: in the participant's language.
    ///   - back: where the participant goes on; nil where that is not known.
    func response(_ texts: StudyTexts, back: String?) throws -> Response {
        // A study keeps the texts with which it was made, which may be older than this page.
        let key = texts.strings["\(key).title"] == nil ? PageFault.failed.key : key
        let page = MessagePage(
            title: texts.text("\(key).title"), paragraphs: SafeMarkdown.html(texts.text("\(key).text")),
            link: back.map { PageLink(address: $0, text: texts.text("error.back")) })
        var response = try page.response(texts, status: status)
        if case .unavailable(let seconds) = self { response.headers[.retryAfter] = String(seconds) }
        return response
    }
}

extension PageFault {
    /// What a fault of a form or of the store means to a participant; nil for what is no fault of theirs.
    init?(_ error: any Error) {
        switch error {
        case let fault as PageFault: self = fault
        case let fault as FormFields.Fault: self = .form(fault.status)
        case let error as WorkspaceError:
            guard let seconds = error.secondsToRetry else { return nil }
            self = .unavailable(retryAfter: seconds)
        // The study or the participant was erased while a page was open.
        case StudyError.unknownStudy, StudyError.unknownParticipant, StudyError.notLaunched: self = .missing
        default: return nil
        }
    }
}
