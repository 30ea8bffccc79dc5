import Support
import Testing

@Suite("A field of CSV")
struct CSVFieldTests {
    @Test(
        "begins with an apostrophe where a spreadsheet would compute it",
        arguments: [
            ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-2+3", "'-2+3"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("＝1+1", "'＝1+1"),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""), ("\r=1", "\"'\r=1\""),
            ("-", "'-"),
            ("--1", "'--1"),
            ("=\u{301}1", "'=\u{301}1"),
        ])
    func guarded(text: String, field: String) {
        #expect(field.unicodeScalars.elementsEqual(text.csvField.unicodeScalars))
    }

    @Test(
        "stays as it is for numbers and other words",
        arguments: ["-1.5", "+3", "-1e-05", "-17", "A - B", "'quoted'", "", "a=b", "이웃집"])
    func plain(text: String) { #expect(text.csvField == text) }

    @Test("gives every text back, also one that begins with apostrophes")
    func reversible() {
        let beginnings = ["", "'", "''", "=", "'=", "''-", "'-1.5", "-1.5", "@", "'\t", "'a", "''''+"]
        for text in beginnings.flatMap({ [$0, $0 + "x", $0 + "\"y\",z"] }) {
            #expect(Self.unquoted(text.csvField).readingCSVField == text, "\(text)")
        }
    }

    /// What a reader of RFC 4180 makes of a field.
    private static func unquoted(_ field: String) -> String {
        guard field.hasPrefix("\"") else { return field }
        return String(field.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }
}
