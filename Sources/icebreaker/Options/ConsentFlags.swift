import ArgumentParser
import Study

/// What participants must be told before they consent, besides what the texts say.
struct ConsentFlags: ParsableArguments {
    @Option(
        name: .long,
        help: "Whom participants can ask, as the consent page says it, such as \"Dr Kim, kim@example.org\".")
    var contact: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "How long answers are kept after the study is closed: days, months or years, such as 90d, 12m or 2y.",
            valueName: "period"))
    var retention: StudyRetention?

    func validate() throws {
        guard let contact else { return }
        guard !contact.allSatisfy(\.isWhitespace) else {
            throw ValidationError("--contact is empty; write whom to ask.")
        }
        guard contact.utf8.count <= 500 else {
            throw ValidationError(
                "--contact has \(contact.utf8.count) bytes; the consent page takes 500 at most.")
        }
    }
}

extension StudyRetention: ExpressibleByArgument {
    /// Reads a flag.
    package init?(argument: String) { self.init(argument) }
}
