import Datasets
import Foundation
import TestSupport
import Testing

/// One folder of `Fixtures/malformed`: one fault, and in `expected-error.txt` the line that it must give. A
/// second line says what `skipInvalid` counts, where the fault is one of a row.
struct MalformedCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let folder: URL
    let error: String
    let rejection: String?

    static let root = ReferenceData.fixtures.appending(path: "malformed")
    static let all: [MalformedCase] = {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        return folders.sorted().map(MalformedCase.init)
    }()

    private init(_ name: String) {
        testDescription = name
        folder = Self.root.appending(path: name)
        let text = try? String(contentsOf: folder.appending(path: "expected-error.txt"), encoding: .utf8)
        let lines = (text ?? "").split(separator: "\n").map { String($0) }
        error = lines.first ?? ""
        rejection = lines.dropFirst().first
    }
}

@Suite("Malformed datasets")
struct MalformedDatasetTests {
    @Test("give one line that names the file, the line and the fix", arguments: MalformedCase.all)
    func error(of fault: MalformedCase) {
        let error = #expect(throws: DatasetError.self) { try DatasetReader.read(fault.folder) }
        let line = (error?.description ?? "").replacing(MalformedCase.root.path + "/", with: "")
        #expect(line == fault.error)
    }

    @Test(
        "are read without the faulty rows on request",
        arguments: MalformedCase.all.filter { $0.rejection != nil })
    func rejection(of fault: MalformedCase) throws {
        let dataset = try DatasetReader.read(fault.folder, options: ReadOptions(skipInvalid: true))
        #expect(
            dataset.rejections.map { "\($0.file):\($0.firstLine): \($0.reason) (\($0.count))" } == [
                fault.rejection
            ])
        #expect(dataset.interactions.count >= 1)
    }

    @Test(
        "stop the reading even on request where no row is at fault",
        arguments: MalformedCase.all.filter { $0.rejection == nil })
    func wholeFile(fault: MalformedCase) {
        #expect(throws: DatasetError.self) {
            try DatasetReader.read(fault.folder, options: ReadOptions(skipInvalid: true))
        }
    }

    @Test("are all there")
    func everyFault() {
        #expect(MalformedCase.all.count == 62)
    }

    @Test("name a path that is not there")
    func missingFolder() {
        let error = #expect(throws: DatasetError.self) {
            try DatasetReader.read(URL(filePath: "/no/such/folder"))
        }
        #expect(error?.description == "/no/such/folder: there is no such folder or file; check the path")
    }

    @Test("name a path that is a file of no format")
    func notAFolder() {
        let file = ReferenceData.fixtures.appending(path: "formats/recbole/sample.inter")
        let error = #expect(throws: DatasetError.self) { try DatasetReader.read(file) }
        #expect(error?.problem == "this is a file, not a folder")
    }

    @Test("name a file that may not be read", .enabled(if: geteuid() != 0, "root may read every file"))
    func noPermission() throws {
        let copy = try TemporaryFolder(copying: ReferenceData.fixtures.appending(path: "formats/recbole"))
        defer { copy.remove() }
        try FileManager.default.setAttributes(
            [.posixPermissions: 0], ofItemAtPath: copy.url.appending(path: "sample.item").path)
        let error = #expect(throws: DatasetError.self) { try DatasetReader.read(copy.url) }
        #expect(error?.description == "sample.item: no permission to read it; allow it with chmod u+r")
    }
}
