extension String {
    /// This text as a field of a CSV file (RFC 4180) that a spreadsheet shows and does not compute.
    ///
    /// A spreadsheet takes a field for a formula that begins with one of `= + - @`, their full-width forms, a
    /// tab or a newline, so that such a field is written with an apostrophe before it (OWASP, "CSV
    /// Injection"). A plain number such as -1.5 stays as it is. So that ``readingCSVField`` gives every text
    /// back, a field that begins with apostrophes and goes on like a formula takes one more.
    package var csvField: String {
        let text = looksLikeFormula && DecimalNumber.parse(self) == nil ? "'" + self : self
        let isPlain =
            !text.utf8.contains(where: ",\"\r\n".utf8.contains) && !text.contains(where: \.isNewline)
        return isPlain ? text : "\"\(text.replacing(scalars: ["\"": "\"\""]))\""
    }

    /// The text that a field of a CSV file stands for, its quotes removed: what ``csvField`` put before a
    /// formula is taken away.
    package var readingCSVField: String {
        unicodeScalars.first == "'" && looksLikeFormula ? String(unicodeScalars.dropFirst()) : self
    }

    /// Whether the text begins, after any number of apostrophes, with what a spreadsheet computes.
    private var looksLikeFormula: Bool {
        unicodeScalars.first { $0 != "'" }.map(Self.formulaBeginnings.contains) ?? false
    }

    private static let formulaBeginnings: Set<Unicode.Scalar> = [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
    ]
}
