import ArgumentParser
import Foundation
import Study

/// `icebreaker study texts`: writes a strings file to start a translation from.
struct StudyTextsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "texts", abstract: "Write the texts of a language, or English to translate into it.",
        discussion:
            "English (en) and Korean (ko) are built in. Give the edited file to `study create` with --texts.")

    @Argument(help: "The language's tag, such as ko or pt-BR.")
    var language: String
    @Option(
        name: [.customShort("o"), .long], help: "The file to write. Default: standard output.",
        completion: .file())
    var output: String?

    func run() throws {
        var texts = StudyTexts.builtIn.first { $0.language == language } ?? .english
        if texts.language != language { (texts.language, texts.name) = (language, language) }
        let file = try texts.file()
        // Refuse an invalid language tag rather than write a file that cannot be read back.
        _ = try StudyTexts(json: file, file: output ?? language)
        try ResultFile(output).write(file)
    }
}
