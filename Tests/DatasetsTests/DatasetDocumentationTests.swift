import Datasets
import Foundation
import TestSupport
import Testing

@Suite("docs/datasets.md")
struct DatasetDocumentationTests {
    private let text: String

    init() throws {
        text = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "docs/datasets.md"), encoding: .utf8)
    }

    @Test("names every format", arguments: DatasetReader.formats.map(\.name))
    func formats(name: String) {
        #expect(text.contains("`\(name)`"))
    }

    @Test("shows the description that the fixture has")
    func example() throws {
        let file = ReferenceData.fixtures.appending(path: "formats/mapped/dataset.yaml")
        #expect(text.contains(try String(contentsOf: file, encoding: .utf8)))
    }

    @Test("explains every kind of warning and every rule of repeated ratings")
    func kinds() {
        for kind in DatasetWarning.Kind.allCases.map(\.rawValue) + RatingRule.allCases.map(\.rawValue) {
            #expect(text.contains("\n| `\(kind)` | "), "\(kind)")
        }
    }

    @Test("explains every reason for which a row of the malformed fixtures is left out")
    func reasons() throws {
        let reasons = try MalformedCase.all.filter { $0.rejection != nil }.flatMap {
            try DatasetReader.read($0.folder, options: ReadOptions(skipInvalid: true)).rejections.map(
                \.reason)
        }
        #expect(!reasons.isEmpty)
        for reason in Set(reasons) { #expect(text.contains(reason)) }
    }
}
