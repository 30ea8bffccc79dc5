import Support

/// Why a study cannot do what was asked: one sentence, which may be shown to whoever runs the study.
package enum StudyError: Error, Equatable, Sendable {
    /// The design has problems, a sentence each.
    case unsound(study: String, problems: [String])
    /// A draft lacks what participants must be told, or the dataset what they are promised; a sentence each.
    case unlaunchable(study: String, problems: [String])
    /// The study was launched before, so that nothing of it can be set any more.
    case alreadyLaunched(String)
    /// There is a study of this name.
    case duplicateName(String)
    /// There is no study of this name.
    case unknownStudy(String, available: [String])
    /// The study is not open to participants yet.
    case notLaunched(String)
    /// The study takes no new participants, and cannot be opened again.
    case closed(String)
    /// As many take part in the study as it has places.
    case full(String, places: Int)
    /// The study has no participant of this id.
    case unknownParticipant(study: String)
    /// The participant withdrew, so nothing may be stored of them.
    case withdrawn
    /// Something has to be done before; says what.
    case outOfTurn(String)
    /// What something was made from has changed since; says what.
    case outdated(String)
    /// What was stored may not be changed any more; says why.
    case locked(String)
    /// A value is none of those that may be chosen; says which.
    case notAnOption(String)
}

extension StudyError: CustomStringConvertible {
    /// One sentence; for an unsound design one for each problem.
    package var description: String { sentence.onOneLine }

    private var sentence: String {
        switch self {
        case .unsound(let study, let problems):
            "The design of the study “\(study)” cannot be used. " + problems.joined(separator: " ")
        case .unlaunchable(let study, let problems):
            "The study “\(study)” cannot be launched yet. " + problems.joined(separator: " ")
        case .alreadyLaunched(let name):
            "The study “\(name)” is launched, so what it tells its participants cannot be changed; make another with "
                + "`icebreaker study create`."
        case .duplicateName(let name):
            "There is a study “\(name)” already; choose another name, or erase it with `\(Self.command("erase", name))`."
        case .unknownStudy(let name, let available) where available.isEmpty:
            "There is no study “\(name)”, and no other; make one with `icebreaker study create NAME`."
        case .unknownStudy(let name, let available):
            "There is no study “\(name)”; choose one of \(available.joined(separator: ", "))."
        case .notLaunched(let study):
            "The study “\(study)” is not launched yet; run `\(Self.command("launch", study))`."
        case .closed(let study):
            "The study “\(study)” is closed: it takes no new participants and is not opened again."
        case .full(let study, let places):
            "The study “\(study)” has as many participants as it takes, which are \(places)."
        case .unknownParticipant(let study): "The study “\(study)” has no such participant; check the id."
        case .withdrawn: "This participant withdrew from the study, and what they had answered was erased."
        case .outOfTurn(let what), .outdated(let what), .locked(let what), .notAnOption(let what): what
        }
    }

    private static func command(_ action: String, _ study: String) -> String {
        CommandText.line(["study", action, study])
    }
}
