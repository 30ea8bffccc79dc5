import Datasets
import Foundation
import Testing

@Suite("Mapped format")
struct MappedFormatTests {
    private func read(_ description: String, _ files: [String: String]) throws -> Dataset {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(description, to: "dataset.yaml")
        for (name, text) in files { try folder.write(text, to: name) }
        return try DatasetReader.read(folder.url)
    }

    @Test("needs nothing but ratings")
    func ratingsAlone() throws {
        let dataset = try read(
            "ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }",
            ["r.csv": "i,r,u\nx,-2.5,7\ny,4,ann\n"])
        #expect(dataset.users.ids == [7, "ann"])
        #expect(dataset.items.ids == ["x", "y"])
        #expect(dataset.users.features.isEmpty && dataset.items.features.isEmpty)
        #expect(dataset.scale == RatingScale(minimum: -2.5, maximum: 4))
        #expect(dataset.interactions.timestamps == nil)
    }

    @Test(
        "reads times in every unit",
        arguments: [
            ("seconds", "1714521600"), ("milliseconds", "1714521600000"), ("iso8601", "2024-05-01T00:00:00Z"),
        ])
    func timestampUnits(unit: String, text: String) throws {
        let dataset = try read(
            "ratings: { file: r.csv, timestamp-unit: \(unit), columns: { user: u, item: i, rating: r, timestamp: t } }",
            ["r.csv": "u,i,r,t\n1,2,3,\(text)\n"])
        #expect(dataset.interactions.timestamps == [1_714_521_600])
    }

    @Test("reads separators of several characters, and quotes as text where there are none")
    func separators() throws {
        let dataset = try read(
            """
            ratings: { file: r.dat, separator: "::", header: false, columns: { user: 1, item: 2, rating: 3 } }
            items:
              file: i.dat
              separator: "::"
              quotes: false
              header: false
              id: 1
              features: { title: { kind: text, column: 2, role: title } }
            """,
            ["r.dat": "1::5::3\n", "i.dat": "5::\"Great: a film\n"])
        #expect(dataset.label(ofItem: 0).title == "\"Great: a film")
    }

    @Test(
        "takes the texts that stand for a missing value for one",
        arguments: ["categorical", "multivalued", "numeric", "text"])
    func missing(kind: String) throws {
        let dataset = try read(
            """
            ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }
            items: { file: i.csv, id: i, missing: [N/A, "?"], features: { f: \(kind) } }
            """,
            ["r.csv": "u,i,r\n1,1,3\n", "i.csv": "i,f\n1,N/A\n2,?\n3,\n4,8\n"])
        #expect(dataset.summary.features.map(\.missing) == [3])
    }

    @Test(
        "says what is likely the matter with a header or a number",
        arguments: [
            (
                "u;i;r\n1;2;3\n",
                "the fields seem to be separated by ;; say so with separator: \";\" in a dataset.yaml"
            ),
            ("u, i, r\n1,2,3\n", "the file has \" i\"; write both alike, blanks and capitals included"),
            ("U,I,R\n1,2,3\n", "the file has \"U\"; write both alike, blanks and capitals included"),
            ("u,i,r\r1,2,3\r", "the lines end in CR alone; save the file with lines that end in LF"),
            ("u,i,r,r\n1,2,3,3\n", "name one of its columns"),
            (
                "u,i,r\n1,2,\"3,5\"\n",
                "which is not a number with a comma in it (1.5 and 1500 are, 1,5 and 1,500 are not)"
            ),
        ])
    func hints(ratings: String, hint: String) {
        let error = #expect(throws: DatasetError.self) {
            try read("ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }", ["r.csv": ratings])
        }
        #expect(error?.description.contains(hint) == true, "\(error?.description ?? "")")
    }

    @Test("reads what the hint about the separator says, and a description with a byte order mark")
    func heeded() throws {
        let description =
            "\u{FEFF}ratings: { file: r.csv, separator: \";\", columns: { user: u, item: i, rating: r } }"
        #expect(try read(description, ["r.csv": "u;i;r\n1;2;3\n"]).interactions.ratings == [3])
    }

    @Test("keeps users and items apart that differ in bytes alone")
    func bytes() throws {
        let dataset = try read(
            "ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }",
            ["r.csv": "u,i,r\n007,caf\u{E9},1\n7,cafe\u{301},2\n"])
        #expect(dataset.users.count == 2)
        #expect(dataset.items.count == 2)
    }
}
