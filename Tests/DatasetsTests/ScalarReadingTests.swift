import Datasets
import Support
import Testing

@Suite("Decimal numbers")
struct DecimalNumberTests {
    @Test(
        "are read as the nearest Double",
        arguments: [
            "0", "5", "4.5", "-3", "+2", ".5", "5.", "0.1", "123456789012345", "1234567890123456",
            "0.1234567890123456789",
            "1e3", "-2.5E-3", "1e-400", "9007199254740993", "-0", "00.10",
        ])
    func accepted(text: String) throws {
        let expected = try #require(Double(text))
        let found = try #require(DecimalNumber.parse(text))
        #expect(found == expected)
        #expect(found != 0 || found.sign == .plus)
    }

    @Test(
        "are nothing else",
        arguments: [
            "", ".", "-", "+", "1.2.3", "1,5", " 1", "1 ", "nan", "inf", "-Infinity", "1e999", "0x10",
            "0x1p3", "five", "1e",
        ])
    func refused(text: String) {
        #expect(DecimalNumber.parse(text) == nil)
    }

    @Test("are read as the standard library reads them, whatever their digits")
    func random() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<20_000 {
            let digits = generator.integer(below: 18)
            let text = "\(generator.integer(below: 100_000)).\(String(generator.next() >> 3).prefix(digits))"
            #expect(DecimalNumber.parse(text) == Double(text))
        }
    }
}

@Suite("ISO 8601 times")
struct ISO8601TimeTests {
    /// Golden values: `date -u -d TEXT +%s` of GNU coreutils.
    @Test(
        "are seconds since 1970",
        arguments: [
            ("1970-01-01", 0), ("2001-01-01T00:00:00Z", 978_307_200), ("2024-02-29 12:30", 1_709_209_800),
            ("2024-02-29T12:30:00.25+02:00", 1_709_202_600.25), ("2024-02-29T12:30:00-0130", 1_709_215_200),
            ("1969-12-31T23:59:59Z", -1), ("2000-02-29", 951_782_400), ("1900-03-01", -2_203_891_200),
            ("0001-01-01", -62_135_596_800), ("9999-12-31T23:59:59Z", 253_402_300_799),
        ])
    func accepted(text: String, seconds: Double) {
        #expect(ISO8601Time.seconds(text) == seconds)
    }

    @Test(
        "are refused when they are not on the calendar or the clock",
        arguments: [
            "", "2024", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "2024-4-1",
            "2024-01-01T24:00",
            "2024-01-01T12", "2024-01-01T12:60", "2024-01-01T12:00:61", "2024-01-01T12:00:00.",
            "2024-01-01T12:00:00+25:00",
            "2024-01-01T12:00:00Zx", "1 May 2024",
        ])
    func refused(text: String) {
        #expect(ISO8601Time.seconds(text) == nil)
    }
}

@Suite("Text that is escaped for who reads it by scalars")
struct ScalarReplacementTests {
    @Test(
        "has a mark replaced also where an accent follows or a prefix stands before it",
        arguments: [("a'b", "a_b"), ("'\u{301}", "_\u{301}"), ("\u{600}'", "\u{600}_"), ("é", "é"), ("", "")])
    func replacing(text: String, expected: String) {
        #expect(Array(text.replacing(scalars: ["'": "_"]).unicodeScalars) == Array(expected.unicodeScalars))
    }

    @Test(
        "is a field of CSV that reads back as the same bytes",
        arguments: [
            "plain", "a,b", "\"", "\"\u{301}", "\u{600}\"", ",\u{301}", "\"\"\u{301}\"", "a\r\nb", "a\nb",
        ])
    func field(text: String) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write("movieId,title,genres\n1,\(text.csvField),drama\n", to: "movies.csv")
        try folder.write("userId,movieId,rating,timestamp\n1,1,3,0\n", to: "ratings.csv")
        let titles = try #require(DatasetReader.read(folder.url).items.feature(named: "title")?.texts)
        #expect(titles[0].map { Array($0.utf8) } == Array(text.utf8))
    }
}
