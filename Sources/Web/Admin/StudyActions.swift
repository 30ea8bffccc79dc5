import Foundation
import Hummingbird
import Storage
import Study

/// What an administrator does with a study.
struct StudyActions: Sendable {
    let services: WebServices

    /// Launches a draft with what its form says of contact and retention.
    func launch(_ study: StudyRecord, _ fields: FormFields) throws -> Response {
        let contact = fields.first("contact")?.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
        let period = fields.first("retention")?.trimmingCharacters(in: .whitespaces) ?? ""
        let retention = StudyRetention(period)
        guard period.isEmpty || retention != nil else {
            throw WebError(
                .unprocessableContent, "retention",
                "Nothing was launched: write how long answers are kept as days, months or years, such as 90d, 12m or 2y."
            )
        }
        _ = try services.store.launch(
            named: study.design.name, contact: contact.isEmpty || study.status != .draft ? nil : contact,
            retention: study.status == .draft ? retention : nil)
        return seeOther(study, "launched")
    }

    func close(_ study: StudyRecord) throws -> Response {
        _ = try services.store.close(named: study.design.name)
        return seeOther(study, "closed")
    }

    /// Erases what a participant told, by the id or the private link.
    func erase(_ study: StudyRecord, _ fields: FormFields, _ visit: AdminVisit) async throws -> Response {
        let id = Self.id(in: fields.first("participant") ?? "")
        guard fields.first("sure") == "yes" else {
            throw WebError(
                .unprocessableContent, "unsure", "Nothing was erased: tick the box to say that you are sure.")
        }
        guard RandomID.isValid(id), try await services.store.session(of: id, study: study) != nil else {
            throw WebError(
                .unprocessableContent, "unknown_participant",
                "Nothing was erased: the study has no such participant.")
        }
        try await services.store.withdraw(id, study: study)
        visit.logger.notice(
            "participant erased",
            metadata: ["study": "\(study.design.name)", "administrator": "\(visit.session.name)"])
        return seeOther(study, "erased")
    }

    /// The id in `ID`, `ID.SIGNATURE` or an address with it.
    static func id(in text: String) -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let path = trimmed.split(whereSeparator: { "?#".contains($0) }).first ?? ""
        let token = path.split(separator: "/p/").last?.split(separator: "/").first ?? ""
        return String(token.split(separator: ".").first ?? "")
    }

    private func seeOther(_ study: StudyRecord, _ done: String) -> Response {
        .seeOther("\(StudyAddress(study).path)?done=\(done)")
    }
}

/// Where a study's results are.
struct StudyAddress: Sendable {
    let path: String

    init(_ study: StudyRecord) {
        path = "/admin/studies/\(ParticipantLink.encoded(study.design.name))"
    }
}
