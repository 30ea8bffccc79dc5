import Datasets
import Foundation
import Support
import TestSupport
import Testing

/// Files described by a `dataset.yaml`, and what is warned of.
private func warnings(_ description: String, _ files: [String: String]) throws -> [DatasetWarning] {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try folder.write(description, to: "dataset.yaml")
    for (name, text) in files { try folder.write(text, to: name) }
    return try DatasetReader.read(folder.url).warnings
}

@Suite("Warnings of ids that do not match")
struct JoinWarningTests {
    private static let description = """
        ratings: { file: ratings.csv, columns: { user: u, item: i, rating: r } }
        users: { file: users.csv, id: u, features: { group: categorical } }
        items: { file: items.csv, id: i, features: { kind: categorical } }
        """

    private func texts(rated: [String], listed: [String], side: String = "items") throws -> [String] {
        let other = side == "items" ? "users" : "items"
        let rows = rated.enumerated().map { index, id in
            side == "items"
                ? "\(index % 3),\(id),\(1 + index % 4)\n" : "\(id),\(index % 3),\(1 + index % 4)\n"
        }
        let column = ["items": "i,kind\n", "users": "u,group\n"]
        return try warnings(
            Self.description,
            [
                "ratings.csv": "u,i,r\n" + rows.joined(),
                "\(side).csv": (column[side] ?? "")
                    + listed.enumerated().map { "\($1),k\($0 % 2)\n" }.joined(),
                "\(other).csv": (column[other] ?? "") + (0..<3).map { "\($0),g\($0 % 2)\n" }.joined(),
            ]
        ).filter { $0.kind == .join }.map(\.text)
    }

    @Test(
        "name the share and the likely cause",
        arguments: [
            (["258.0", "12.0"], "258", "a decimal point after it"),
            (["0258", "0012"], "258", "zeros before it"),
            (["tt258", "tt12"], "258", "\"tt\" before it"), (["258-en", "12-en"], "258", "\"-en\" after it"),
            ([" 258", " 12"], "258", "blanks around it"), (["'258'", "'12'"], "258", "quotes around it"),
            (["258\u{A0}", "12\u{A0}"], "258", "blanks around it"),
            (["\u{FEFF}258", "\u{FEFF}12"], "258", "blanks around it"),
            ([" 258.0", " 12.0"], "258", "blanks around it and a decimal point after it"),
        ], ["items", "users"])
    func causes(ids: ([String], String, String), side: String) throws {
        let what = side.dropLast()
        let there = try texts(rated: ids.0, listed: ["258", "12"], side: side)
        #expect(there.count == 1)
        #expect(there[0].hasPrefix("ratings.csv: none of the 2 rated \(what)s has a row in \(side).csv: "))
        #expect(there[0].contains(" in \(side).csv, which differs in \(ids.2); write both alike"))
        // The other way round as well.
        let here = try texts(rated: ["258", "12"], listed: ids.0, side: side)
        #expect(here.count == 1 && here[0].contains("differs in \(ids.2)"))
    }

    @Test("name capital letters")
    func letterCase() throws {
        let text = try texts(rated: ["ABC", "DEF"], listed: ["abc", "def"])
        #expect(
            text.count == 1
                && text[0].contains(
                    "\"ABC\" here is likely \"abc\" in items.csv, which differs in capital letters")
        )
    }

    @Test("say so without a cause where there is none")
    func unknownCause() throws {
        let text = try texts(rated: ["1", "2", "3", "4"], listed: ["21", "22", "23", "4"])
        #expect(
            text == [
                "ratings.csv: only 1 of the 4 rated items has a row in items.csv: check that both files name the items by the same id, "
                    + "such as \"1\" here and \"4\" in items.csv"
            ])
    }

    @Test("are not given for a few items without a row, unless they differ in spelling")
    func few() throws {
        let many = (1...9).map { "\($0)" }
        #expect(try texts(rated: many + ["10", "11"], listed: many).isEmpty)
        let odd = try texts(rated: many + ["10.0", "11.0"], listed: many + ["10", "11"])
        #expect(
            odd.count == 1
                && odd[0].contains(
                    "only 9 of the 11 rated items have a row in items.csv: \"10.0\" here is likely \"10\"")
        )
    }

    @Test("ask whether two columns are swapped where the other side's ids fit")
    func swapped() throws {
        let rows = (0..<20).map { "\($0),\(100 + $0 % 3),\(1 + $0 % 4)\n" }.joined()
        let items = (0..<20).map { "\($0),k\($0 % 2)\n" }.joined()
        let found = try warnings(
            """
            ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }
            items: { file: i.csv, id: i, features: { kind: categorical } }
            """, ["r.csv": "u,i,r\n" + rows, "i.csv": "i,kind\n" + items]
        ).filter { $0.kind == .join }
        #expect(
            found.map(\.text) == [
                "r.csv: none of the 3 rated items has a row in i.csv: 20 of the 20 rated users are in i.csv; check that the columns of "
                    + "users and items are not swapped"
            ])
    }

    @Test("know ids that a spreadsheet has rounded")
    func rounded() throws {
        let text = try texts(
            rated: ["9.78014E+12", "9.78055E+12"], listed: ["9780141439518", "9780553213119"])
        #expect(
            text.count == 1
                && text[0].contains(
                    "a spreadsheet has rounded ids such as \"9.78014E+12\"; export the file again")
        )
    }

    @Test("are given although the file has nothing but ids")
    func idsAlone() throws {
        let found = try warnings(
            """
            ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }
            items: { file: i.csv, id: i }
            """, ["r.csv": "u,i,r\n1,007,3\n1,008,4\n", "i.csv": "i\n7\n8\n"])
        #expect(found.filter { $0.kind == .join }.count == 1)
    }

    @Test("are given in the case with them, and for no fixture that joins")
    func fixtures() throws {
        let cases = ReferenceData.fixtures.appending(path: "cases")
        let broken = try DatasetReader.read(cases.appending(path: "08-ids-do-not-match")).warnings
        #expect(
            broken.map(\.text).contains {
                $0.hasPrefix(
                    "ratings.csv: none of the 2 rated items has a row in items.csv: \"12.0\" here is likely \"12\" in items.csv"
                )
            })
        for format in FormatCase.all {
            #expect(
                try DatasetReader.read(format.url).warnings.allSatisfy { $0.kind != .join },
                "\(format.folder)")
        }
    }

    @Test("are given of what is added to a workspace")
    func merging() throws {
        func dataset(_ rows: String, items: String?) throws -> Dataset {
            let folder = try TemporaryFolder()
            defer { folder.remove() }
            let part = items == nil ? "" : "\nitems: { file: i.csv, id: i, features: { kind: categorical } }"
            try folder.write(
                "ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }" + part,
                to: "dataset.yaml")
            try folder.write("u,i,r\n" + rows, to: "r.csv")
            if let items { try folder.write("i,kind\n" + items, to: "i.csv") }
            return try DatasetReader.read(folder.url)
        }
        let base = try dataset("1,1,3\n1,2,4\n", items: "1,a\n2,b\n3,c\n")
        #expect(base.warnings.isEmpty)
        let good = try DatasetMerge(base, adding: dataset("2,1,5\n2,3,2\n", items: nil), source: "june")
        #expect(good.warnings.isEmpty && good.dataset.warnings.isEmpty)
        let bad = try DatasetMerge(base, adding: dataset("2,1.0,5\n2,3.0,2\n", items: nil), source: "june")
        let text =
            "june: none of the 2 rated items has a feature in it or in the workspace: \"1.0\" here is likely \"1\" in the workspace, "
            + "which differs in a decimal point after it; write both alike"
        #expect(bad.warnings.map(\.text).contains(text))
        #expect(bad.dataset.warnings.map(\.text).contains(text))
        // The next addition does not repeat it.
        let next = try DatasetMerge(bad.dataset, adding: dataset("3,2,5\n", items: nil), source: "july")
        #expect(next.warnings.isEmpty)
        #expect(next.dataset.warnings.map(\.text).contains(text))
    }
}

@Suite("Warnings of ids that differ in spelling alone")
struct IDWarningTests {
    private func texts(_ users: [String]) throws -> [String] {
        let rows = users.enumerated().map { "\($1),\($0 % 4),\(1 + $0 % 3)\n" }.joined()
        return try warnings(
            "ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }", ["r.csv": "u,i,r\n" + rows]
        )
        .filter { $0.kind == .ids }.map(\.text)
    }

    @Test(
        "name an example",
        arguments: [
            (" 7", "blanks around it"), ("7.0", "a decimal point after it"), ("007", "zeros before it"),
        ])
    func twins(odd: (String, String)) throws {
        #expect(
            try texts(["7", "8", odd.0]) == [
                "1 user id differs from another in \(odd.1) alone, such as \"\(odd.0)\" and \"7\", which count as two users; write them "
                    + "alike if they are one"
            ])
    }

    @Test(
        "are not given for ids that are odd all alike, or differ in capitals",
        arguments: [["007", "008"], ["aB", "Ab"], ["a b", "a"]])
    func none(users: [String]) throws { #expect(try texts(users).isEmpty) }
}

@Suite("Warnings of implausible ratings")
struct RatingWarningTests {
    private func texts(_ ratings: [Double], scale: String = "") throws -> [String] {
        let rows = ratings.enumerated().map { "\($0 / 10),\($0 % 10),\($1)\n" }.joined()
        return try warnings(
            "\(scale)\nratings: { file: r.csv, columns: { user: u, item: i, rating: r } }",
            ["r.csv": "u,i,r\n" + rows]
        ).filter { $0.kind == .ratings }.map(\.text)
    }

    @Test("of one value only")
    func constant() throws {
        let text = try texts([4, 4, 4])
        #expect(
            text == [
                "all 3 ratings are 4, so that nothing can be learned from them; take them as interactions with --implicit"
            ])
    }

    @Test("of a code for what is not rated", arguments: [99.0, -1, 0])
    func code(code: Double) throws {
        let plain = (0..<30).map { 1 + Double($0 % 5) }
        let coded =
            code == 0 ? plain + (0..<30).map { _ in code } : plain.map { $0 + 0 } + [code == -1 ? -9 : code]
        let text = try texts(coded)
        #expect(
            text.count == 1
                && text[0].contains(
                    "if that means `not rated`, describe the files in a dataset.yaml with scale: [1, 5]")
        )
        #expect(try texts(plain).isEmpty)
    }

    @Test("that are counts")
    func counts() throws {
        let text = try texts((0..<40).map { index -> Double in pow(Double(index), 4).rounded() })
        #expect(
            text.count == 1
                && text[0].hasSuffix("if they are counts, take them as interactions with --implicit"))
    }

    @Test("that are times")
    func times() throws {
        let text = try texts((0..<5).map { 1_600_000_000 + Double($0) })
        #expect(
            text.count == 1
                && text[0].hasSuffix("check that the columns of the rating and the time are not swapped"))
    }

    @Test("that lie in a small part of the scale")
    func scale() throws {
        let ratings = (0..<30).map { 1 + Double($0 % 5) }
        #expect(try texts(ratings, scale: "scale: [1, 5]").isEmpty)
        #expect(
            try texts(ratings, scale: "scale: [0, 100]") == [
                "all ratings lie between 1 and 5 on a scale of 0 to 100; check that this is their scale"
            ])
    }
}

@Suite("Warnings of implausible times")
struct TimeWarningTests {
    private func texts(_ times: [Double], unit: String = "seconds") throws -> [String] {
        let rows = times.enumerated().map {
            "\($0 / 10),\($0 % 10),\(1 + $0 % 4),\(String(format: "%.0f", $1))\n"
        }.joined()
        return try warnings(
            "ratings: { file: r.csv, timestamp-unit: \(unit), columns: { user: u, item: i, rating: r, timestamp: t } }",
            ["r.csv": "u,i,r,t\n" + rows]
        ).filter { $0.kind == .times }.map(\.text)
    }

    private static let plain = (0..<12).map { 1_600_000_000 + Double($0) * 1000 }

    @Test(
        "in another unit, which they name; with it there is no warning",
        arguments: [("milliseconds", 1e3), ("microseconds", 1e6), ("nanoseconds", 1e9)])
    func unit(unit: (String, Double)) throws {
        let times = Self.plain.map { $0 * unit.1 }
        let text = try texts(times)
        #expect(text.count == 1)
        #expect(text[0].hasPrefix("all 12 times lie after the year 2100, the latest in the year "))
        #expect(
            text[0].hasSuffix(
                "they look like \(unit.0): describe the files in a dataset.yaml with timestamp-unit: \(unit.0)"
            ))
        #expect(try texts(times, unit: unit.0).isEmpty)
    }

    @Test("in two units")
    func mixed() throws {
        let text = try texts(Self.plain + [1_600_000_000_000])
        #expect(
            text == [
                "1 of the 13 times lies after the year 2100, the latest in the year 52671 if read as seconds; they look like milliseconds: "
                    + "bring all times to one unit"
            ])
    }

    @Test("before 1970, of 1970 and in 1970")
    func early() throws {
        #expect(
            try texts(Self.plain + [-86_400]) == [
                "1 of the 13 times lies before 1970, the earliest 1969-12-31; check the column and its unit"
            ])
        #expect(
            try texts(Self.plain + [0]).first?.hasPrefix("1 of the 13 times is 0, which is 1970-01-01; ")
                == true)
        #expect(
            try texts([1, 2, 3]) == [
                "all times lie between 1970-01-01 and 1970-01-01; check their unit, unless they are mere order numbers"
            ])
        #expect(
            try texts(Self.plain, unit: "milliseconds").first?.hasPrefix(
                "all times lie between 1970-01-19 and 1970-01-19; ")
                == true)
    }

    @Test("that are all equal")
    func equal() throws {
        #expect(
            try texts([1_600_000_000, 1_600_000_000]).first?.hasPrefix("all 2 times are equal, ") == true)
        #expect(try texts(Self.plain).isEmpty)
    }
}

@Suite("Warnings of implausible features")
struct FeatureWarningTests {
    private func texts(_ name: String, _ kind: String, _ cells: [String]) throws -> [String] {
        let rows = cells.indices.map { "\($0 % 3),\($0),\(1 + $0 % 4)\n" }.joined()
        return try warnings(
            """
            ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }
            items: { file: i.csv, id: i, features: { \(name): \(kind) } }
            """,
            [
                "r.csv": "u,i,r\n" + rows,
                "i.csv": "i,\(name)\n" + cells.enumerated().map { "\($0),\($1)\n" }.joined(),
            ]
        ).filter { $0.kind == .feature }.map(\.text)
    }

    @Test("of years and ages that cannot be, with examples")
    func outside() throws {
        #expect(
            try texts("year", "numeric", ["1999", "0", "2003", "19950", "", "2010"]) == [
                "the year of 2 of the 5 items is not between 1000 and 2100, such as 0 (item \"1\") and 19950 (item \"3\"); correct it, or leave "
                    + "it empty where it is unknown"
            ])
        #expect(try texts("release_year", "numeric", ["1999", "2010", "20100"]).count == 1)
        #expect(
            try texts("age", "numeric", ["30", "239", "41"]).first?.contains(
                "is not between 1 and 120, such as 239 (item \"1\")")
                == true)
        #expect(try texts("age", "numeric", ["30", "0", "41"]).count == 1)
        #expect(try texts("year", "numeric", ["1999", "2003"]).isEmpty)
        #expect(try texts("mileage", "numeric", ["0", "239"]).isEmpty)
    }

    @Test("of a number far from all others")
    func far() throws {
        let text = try texts("price", "numeric", (0..<12).map { "\(5 + $0)" } + ["9999999"])
        #expect(
            text.count == 1
                && text[0].hasPrefix(
                    "the price of 1 of the 13 items is 9999999, such as of item \"12\", and the others lie between 5 and 16; "
                )
        )
        #expect(try texts("price", "numeric", (0..<12).map { "\(5 + $0 * $0)" }).isEmpty)
    }

    @Test("with one value only, or none", arguments: ["categorical", "multivalued", "numeric"])
    func constant(kind: String) throws {
        let value = kind == "numeric" ? "3" : "x"
        #expect(
            try texts("f", kind, [value, value]).first?.contains(
                "for every item, so that nothing can be learned from it") == true
        )
        #expect(
            try texts("f", kind, ["", ""]) == [
                "the item feature f has no value; check its column, or leave it out"
            ])
        // A few that have it and others that do not: that can be learned from.
        #expect(try texts("f", kind, [value, ""]).isEmpty)
    }

    @Test("that were not split, since another separator stands in them")
    func separator() throws {
        let text = try texts("genres", "multivalued", (0..<8).map { "\"Drama, Kind \($0 / 2)\"" })
        #expect(
            text == [
                "no genres of the 8 items that have one was split, and many are like \"Drama, Kind 0\"; if that is several tokens, say "
                    + "so with separator: \", \" in a dataset.yaml"
            ])
        #expect(try texts("genres", "multivalued", (0..<8).map { "Drama|Kind \($0 / 2)" }).isEmpty)
    }

    @Test("with tokens that stand for a missing value", arguments: ["NaN", "null", "N/A", "\\N", "None"])
    func codes(token: String) throws {
        let text = try texts("f", "categorical", ["a", token, "b", "a"])
        #expect(
            text == [
                "the f of 1 of the 4 items is `\(token)`, which is learned from like any other token; if it stands for a missing value, say so "
                    + "with missing: ['\(token)'] in a dataset.yaml"
            ])
        // The advice works.
        let heeded = try warnings(
            """
            ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }
            items: { file: i.csv, id: i, missing: ['\(token)'], features: { f: categorical } }
            """, ["r.csv": "u,i,r\n1,0,3\n1,1,4\n1,2,5\n", "i.csv": "i,f\n0,a\n1,\(token)\n2,b\n"])
        #expect(heeded.isEmpty)
    }

    @Test(
        "with tokens that differ in blanks or capitals alone",
        arguments: [(" a", "blanks around it"), ("A", "capital letters")])
    func twins(twin: (String, String)) throws {
        #expect(
            try texts("f", "multivalued", ["a", twin.0, "b", "a"]) == [
                "1 token of the item feature f differs from another in \(twin.1) alone, such as \"\(twin.0)\" and \"a\"; write them alike if "
                    + "they are one"
            ])
    }

    @Test("with another value for each item", arguments: ["categorical", "multivalued", "numeric"])
    func distinct(kind: String) throws {
        let prefix = kind == "numeric" ? "" : "x"
        let text = try texts("f", kind, (0..<60).map { "\(prefix)\($0)" })
        #expect(
            text.count == 1 && text[0].contains("has another value for each of its 60 items, as an id has"))
        #expect(try texts("f", kind, (0..<60).map { "\(prefix)\($0 / 2)" }).isEmpty)
        #expect(try texts("f", kind, (0..<9).map { "\(prefix)\($0)" }).isEmpty)
    }

    @Test("are not given for the real datasets", arguments: ["ml-latest-small"])
    func real(name: String) throws {
        #expect(try DatasetReader.read(ReferenceData.fixtures.appending(path: name)).warnings.isEmpty)
    }
}

@Suite("A range of numbers")
struct NumberRangeTests {
    @Test("has the median that sorting gives", arguments: 0..<20)
    func median(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let numbers = (0..<(1 + generator.integer(below: 40))).map { _ in
            (Double(generator.integer(below: 2001)) - 1000) * (seed % 2 == 0 ? 0.5 : 1e12)
        }
        let sorted = numbers.sorted()
        let range = try #require(NumberRange(numbers))
        #expect(range.least == sorted.first && range.largest == sorted.last)
        #expect(range.median == sorted[(sorted.count - 1) / 2] / 2 + sorted[sorted.count / 2] / 2)
    }

    @Test("of none is none, and of huge numbers no infinity")
    func edges() {
        #expect(NumberRange([]) == nil)
        #expect(NumberRange([1e308, 1.5e308])?.median == 1.25e308)
        #expect(NumberRange([-0.0, 0])?.median == 0)
    }
}
