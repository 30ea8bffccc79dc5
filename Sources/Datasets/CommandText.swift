/// A command of this program as a person types it in a shell.
public enum CommandText {
    /// The command with every word quoted that a shell would otherwise read as something else.
    /// - Parameter words: the words after `icebreaker`.
    public static func line(_ words: [String]) -> String { (["icebreaker"] + words).map(quoted).joined(separator: " ") }

    /// A word as a shell reads it back; one of letters, digits and `._=/,-` stays as it is.
    public static func quoted(_ word: String) -> String {
        let isPlain = !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "._=/,-".contains($0)) }
        return isPlain ? word : "'" + word.replacing(scalars: ["'": "'\\''"]) + "'"
    }
}
