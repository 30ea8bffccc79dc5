import Foundation
import TestSupport
import Testing

@Suite("The list of dependencies")
struct DependencyListTests {
    /// The rows of a table in docs/dependencies.md, by the name in the first column.
    private static func rows(below heading: String) throws -> [String: [String]] {
        let text = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "docs/dependencies.md"), encoding: .utf8)
        let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) }
        let rows = try #require(section).split(separator: "\n").filter { $0.hasPrefix("| [") }.map { row in
            row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
        return Dictionary(rows.map { (String($0[0].dropFirst().prefix { $0 != "]" }), $0) }) { $1 }
    }

    @Test(
        "has just the packages of Package.swift among those that are used directly, with at least their versions"
    )
    func direct() throws {
        let manifest = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "Package.swift"), encoding: .utf8)
        let packages = manifest.matches(of: /\.package\(url: "[^"]*\/([^"\/]+)", from: "([0-9.]+)"/)
        let rows = try Self.rows(below: "Used directly")
        #expect(Set(packages.map { String($0.1) }) == Set(rows.keys))
        #expect(!packages.isEmpty)
        for package in packages {
            let version = try #require(rows[String(package.1)]?[1])
            #expect(version.compare(package.2, options: .numeric) != .orderedAscending, "\(package.1)")
        }
    }

    @Test(
        "says of every package the licence and what it is for", arguments: ["Used directly", "Used by those"])
    func complete(section: String) throws {
        for (name, row) in try Self.rows(below: section) {
            #expect(row.count >= 4 && row.allSatisfy { !$0.isEmpty }, "\(name)")
            #expect(["Apache-2.0", "MIT"].contains { row.count > 2 && row[2].hasPrefix($0) }, "\(name)")
        }
    }
}
