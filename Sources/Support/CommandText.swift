/// A command of this program as a person types it in a shell.
package enum CommandText {
    /// The command with every word quoted that a shell would otherwise read as something else.
    /// - Parameter words: the words after `icebreaker`.
    package static func line(_ words: [String]) -> String {
        (["icebreaker"] + words).map(quoted).joined(separator: " ")
    }

    /// A word as a shell reads it back; one of letters, digits and `._=/,-` stays as it is.
    package static func quoted(_ word: String) -> String {
        let isPlain =
            !word.isEmpty
            && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._=/,-".contains($0)) }
        return isPlain ? word : "'" + word.replacing(scalars: ["'": "'\\''"]) + "'"
    }
}
