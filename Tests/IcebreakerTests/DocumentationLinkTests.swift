import Foundation
import TestSupport
import Testing

@Suite("The documentation") struct DocumentationLinkTests {
    private static let pages: [String] = {
        let root = ReferenceData.packageRoot
        let top = [
            "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "findings/README.md", "Benchmarks/README.md",
        ]
        let docs = FileManager.default.enumerator(atPath: root.appending(path: "docs").path)?.compactMap {
            $0 as? String
        }
        return top + (docs ?? []).filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }.sorted()
    }()

    /// The relative targets of a page's links, without fragments.
    private static func links(of page: String) throws -> [String] {
        let url = ReferenceData.packageRoot.appending(path: page)
        let text = try String(contentsOf: url, encoding: .utf8)
        return text.matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
            .filter { !$0.contains("://") && !$0.hasPrefix("#") && !$0.hasPrefix("mailto:") }
            .map { String($0.prefix { $0 != "#" }) }
    }

    @Test("links to nothing that is not there", arguments: pages)
    func links(page: String) throws {
        let folder = ReferenceData.packageRoot.appending(path: page).deletingLastPathComponent()
        for link in try Self.links(of: page) {
            #expect(
                FileManager.default.fileExists(atPath: folder.appending(path: link).path), "\(page): \(link)")
        }
    }

    @Test("has every page in its index by reader")
    func index() throws {
        let listed = Set(try Self.links(of: "docs/README.md").map { "docs/\($0)" })
        let pages = Self.pages.filter {
            $0.hasPrefix("docs/") && !$0.hasPrefix("docs/decisions/") && $0 != "docs/README.md"
        }
        #expect(pages.count > 15)
        for page in pages { #expect(listed.contains(page), "\(page)") }
    }
}
