import Foundation
import TestSupport
import Testing

/// What Package.swift declares against what the sources import.
@Suite("The package's targets") struct PackageShapeTests {
    struct Target {
        let name: String
        let path: String
        /// Targets of this package and products of others.
        let dependencies: Set<String>
    }

    /// Modules that come with Swift.
    private static let system: Set<String> = [
        "Dispatch", "Foundation", "FoundationNetworking", "FoundationXML", "Glibc", "Synchronization",
        "Testing",
    ]

    private static let programs: Set<String> = ["icebreaker", "onboarding-example"]

    /// All targets in the order in which they are declared.
    private static func targets() throws -> [Target] {
        let manifest = try String(
            contentsOf: ReferenceData.packageRoot.appending(path: "Package.swift"), encoding: .utf8)
        let declarations = try #require(manifest.components(separatedBy: "\n    targets: [\n").last)
            .components(separatedBy: "arget(").dropFirst()
        return try declarations.map { declaration in
            let name = String(try #require(declaration.firstMatch(of: /name: "([^"]+)"/)).1)
            let isTest = name.hasSuffix("Tests")
            let path = declaration.firstMatch(of: /path: "([^"]+)"/).map { String($0.1) }
            let listed =
                declaration.firstMatch(of: /dependencies: \[((?:[^\[\]])*)\]/).map { String($0.1) } ?? ""
            // A product is written `.product(name: "Crypto", package: "swift-crypto")`; the name is what is
            // imported.
            let dependencies = listed.replacing(/package: "[^"]*"/, with: "").matches(of: /"([^"]+)"/).map {
                String($0.1)
            }
            return Target(
                name: name, path: path ?? "\(isTest ? "Tests" : "Sources")/\(name)",
                dependencies: Set(dependencies))
        }
    }

    private static func imports(of target: Target) throws -> Set<String> {
        let folder = ReferenceData.packageRoot.appending(path: target.path)
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        var found: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.matches(of: /(?m)^(?:@\w+ )?(?:internal )?import (\w+)$/) {
                found.insert(String(line.1))
            }
        }
        return found.subtracting(system).subtracting([target.name])
    }

    @Test("import just what they declare")
    func declared() throws {
        let targets = try Self.targets()
        #expect(targets.count > 25)
        for target in targets {
            let imports = try Self.imports(of: target)
            // Tests run the program; they do not import it.
            let difference = imports.symmetricDifference(target.dependencies.subtracting(Self.programs))
            #expect(difference.isEmpty, "\(target.name): \(difference)")
        }
    }

    @Test("depend only on targets that are declared before them")
    func oneWay() throws {
        var known: Set<String> = []
        let targets = try Self.targets()
        let names = Set(targets.map(\.name))
        for target in targets {
            #expect(target.dependencies.intersection(names).isSubset(of: known), "\(target.name)")
            known.insert(target.name)
        }
    }

    @Test("say in a README of at most ten lines what lives in them and what they may import")
    func readmes() throws {
        for target in try Self.targets() where target.path.hasPrefix("Sources/") {
            let file = ReferenceData.packageRoot.appending(path: "\(target.path)/README.md")
            let lines = try String(contentsOf: file, encoding: .utf8).split(
                separator: "\n", omittingEmptySubsequences: false)
            #expect(
                lines.count <= 11 && lines.first == "# \(target.name)"
                    && lines.contains { $0.hasPrefix("May import: ") })
        }
    }
}
