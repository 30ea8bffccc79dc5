import Foundation
import Study
import Web

extension StudyFixture {
    static let password = "correct horse battery"

    /// Makes an administrator, whose hash is a quick one.
    func addAdministrator(_ name: String = "ada", password: String = StudyFixture.password) throws {
        let hash = try PasswordHash(password, logRounds: 4, blockSize: 8, parallelism: 1)
        try store.access.setAdministrator(name: name, passwordHash: hash.stored)
    }

    /// The address of the study's results.
    var results: String {
        "/admin/studies/\(study.design.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")"
    }

    /// Lets participants take part in all steps.
    func complete(_ count: Int) async throws {
        for number in 0..<count {
            let id = Self.participant(number)
            var session = try await store.enrol(id, study: study, language: number % 2 == 0 ? "en" : "ko")
            session = try await store.setAbout([:], of: id, study: study)
            for place in 0..<session.itemCount(ofPart: 0, in: study.design) {
                _ = try await store.setAnswer(
                    part: 0, place: place, rating: Double(1 + (number + place) % 5), milliseconds: 1000,
                    of: id, study: study)
            }
            let offered = (1...2).map {
                OfferedRecommendation(part: 0, rank: $0, item: "\(13 + $0)", estimate: 5 - Double($0))
            }
            guard let told = try await store.session(of: id, study: study) else { continue }
            _ = try await store.offer(
                offered, part: 0, from: told, dataset: SampleCatalogue.hash, study: study)
            for rank in 1...2 {
                _ = try await store.setRating(
                    part: 0, rank: rank, rating: Double(1 + (number * rank) % 5), isSelected: rank == 1,
                    of: id, study: study)
            }
            _ = try await store.finish(part: 0, of: id, study: study)
            let answers = study.design.questionnaire.questions.map { ($0.id, $0.expected ?? 1 + number % 5) }
            _ = try await store.complete(
                questionnaire: Dictionary(uniqueKeysWithValues: answers), of: id, study: study)
        }
    }

    /// The id of a participant.
    static func participant(_ number: Int) -> String { String(repeating: "A", count: 20) + "\(10 + number)" }
}

extension Visitor {
    /// Logs in; returns the page that is then shown.
    func logIn(_ name: String = "ada", _ password: String = StudyFixture.password) async throws -> Page {
        try await send(try await open("/admin/login"), [("name", name), ("password", password)])
    }
}
