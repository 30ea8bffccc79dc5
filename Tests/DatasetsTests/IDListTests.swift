import Datasets
import Foundation
import Testing

@Suite("Id list")
struct IDListTests {
    private let table = EntityTable(ids: [3, 10, "a, b"])

    private func read(_ text: String) throws -> [Int] {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        try folder.write(text, to: "ids.txt")
        return try IDList.read(folder.url.appending(path: "ids.txt"), of: table, what: "item")
    }

    @Test("keeps the order of the file", arguments: ["10\n3\na, b\n", "\u{FEFF}10\r\n\r\n3\r\na, b"])
    func order(text: String) throws {
        #expect(try read(text) == [1, 0, 2])
    }

    @Test(
        "refuses what the dataset does not have, and repetitions",
        arguments: [
            (
                "3\n11\n",
                ":2: the dataset has no item \"11\"; list item ids of the dataset, each once, one a line"
            ),
            (
                "03\n",
                ":1: the dataset has no item \"03\"; list item ids of the dataset, each once, one a line"
            ),
            (
                "3\n10\n3\n",
                ":3: item 3 is listed again; it is on line 1 already; list item ids of the dataset, each once, one a line"
            ),
            ("", ": the file is empty; restore its contents or fetch it again"),
        ])
    func refused(text: String, line: String) {
        let error = #expect(throws: DatasetError.self) { try read(text) }
        #expect(error?.description.hasSuffix("ids.txt" + line) == true)
    }
}
