import Support
import Testing

@Suite("A text on one line")
struct OneLineTests {
    @Test(
        "has a space where there was a line end or a control character",
        arguments: [
            ("g\nder", "g der"), ("a\r\nb", "a b"), ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"),
            ("tab\tbell\u{7}", "tab bell "),
            ("어린\n왕자 🎬", "어린 왕자 🎬"), ("plain", "plain"), ("", ""),
        ])
    func spaces(text: String, expected: String) { #expect(text.onOneLine == expected) }
}
