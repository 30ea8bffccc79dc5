import Datasets
import Foundation
import TestSupport
import Testing

@Suite("A separator after the last field")
struct TrailingSeparatorTests {
    private static let description = """
        ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }
        items: { file: i.csv, id: i, features: { kind: categorical } }
        """

    private func read(items: String, ratings: String = "u,i,r\n1,1,3\n", skipInvalid: Bool = false) throws
        -> Dataset
    {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(Self.description, to: "dataset.yaml")
        try folder.write(items, to: "i.csv")
        try folder.write(ratings, to: "r.csv")
        return try DatasetReader.read(folder.url, options: ReadOptions(skipInvalid: skipInvalid))
    }

    @Test(
        "is no field: in every row, in the header, or in both",
        arguments: [
            "i,kind\n1,a,\n2,b,\n", "i,kind,\n1,a\n2,b\n", "i,kind,\n1,a,\n2,b,\n", "i,kind\r\n1,a,\r\n2,b,",
        ])
    func accepted(items: String) throws {
        let kind = try #require(try read(items: items).items.feature(named: "kind")?.tokenColumn)
        #expect(kind.vocabulary == ["a", "b"])
    }

    @Test(
        "is no field in a ratings file either, nor in the formats without a header", arguments: FormatCase.all
    )
    func ratings(format: FormatCase) throws {
        let rows = SampleDataset.interactions
        let lines = (0..<rows.count).map { row in
            format.row(
                Int(SampleDataset.users[Int(rows.users[row])].description) ?? 0,
                Int(SampleDataset.items[Int(rows.items[row])].description) ?? 0,
                rows.ratings[row], time: rows.timestamps?[row] ?? 0) + format.ratings.separator
        }
        let copy = try format.copy(adding: lines, alone: true)
        defer { copy.remove() }
        let whole = try DatasetReader.read(format.url, options: ReadOptions(name: "x"))
        #expect(
            try DatasetReader.read(copy.url, options: ReadOptions(name: "x")).contentHash == whole.contentHash
        )
    }

    @Test(
        "of some rows is a fault: a title with an unquoted comma looks the same",
        arguments: ["i,kind\n1,a\n2,b,\n", "i,kind\n1,a,\n2,b\n"])
    func someRows(items: String) {
        let error = #expect(throws: DatasetError.self) { try read(items: items) }
        #expect(error?.line == 3)
    }

    @Test("that is not empty is a fault")
    func oneMoreField() {
        #expect(throws: DatasetError.self) { try read(items: "i,kind\n1,a,x\n2,b,y\n") }
        #expect(throws: DatasetError.self) { try read(items: "i,kind\n1,a,\n2,b,y\n") }
        #expect(throws: DatasetError.self) { try read(items: "i,kind\n1,a,,\n2,b,,\n") }
    }

    @Test("of the case with it keeps its features")
    func reference() throws {
        let dataset = try DatasetReader.read(
            ReferenceData.fixtures.appending(path: "cases/09-trailing-separator"))
        #expect(dataset.items.feature(named: "kind")?.tokenColumn?.vocabulary == ["k0", "k1", "k2"])
        #expect(dataset.summary.features.map(\.missing) == [0])
    }
}

@Suite("A file of which nothing is left")
struct NothingLeftTests {
    @Test("is refused although faulty rows may be left out", arguments: ["users", "items", "ratings"])
    func refused(what: String) throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(
            """
            ratings: { file: ratings.csv, columns: { user: u, item: i, rating: r } }
            users: { file: users.csv, id: u, features: { age: numeric } }
            items: { file: items.csv, id: i, features: { price: numeric } }
            """, to: "dataset.yaml")
        let files = [
            "users": "u,age\n1,30\n2,40\n", "items": "i,price\n1,3\n2,4\n",
            "ratings": "u,i,r\n1,1,3\n2,2,4\n",
        ]
        for (name, text) in files {
            let faulty = text.split(separator: "\n").enumerated().map { $0 == 0 ? "\($1)" : "\($1)x" }.joined(
                separator: "\n")
            try folder.write(name == what ? faulty : text, to: "\(name).csv")
        }
        let error = #expect(throws: DatasetError.self) {
            try DatasetReader.read(folder.url, options: ReadOptions(skipInvalid: true))
        }
        #expect(error?.file == "\(what).csv" && error?.line == 2)
        #expect(error?.problem.contains("of the 2 in it is valid; the first has this fault: the ") == true)
        #expect(error?.problem.hasSuffix("which is not a number") == true)
    }

    @Test("but a little is a warning with the share")
    func mostly() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(
            "ratings: { file: r.csv, columns: { user: u, item: i, rating: r } }", to: "dataset.yaml")
        try folder.write("u,i,r\n1,1,x\n1,2,4\n1,3,y\n2,1,z\n2,2,3\n", to: "r.csv")
        let dataset = try DatasetReader.read(folder.url, options: ReadOptions(skipInvalid: true))
        #expect(dataset.warnings.map(\.kind) == [.rows])
        #expect(
            dataset.warnings.first?.text.hasPrefix("r.csv: 3 of the 5 rows were left out as faulty; ") == true
        )
    }
}
