import Crypto
import Foundation
import Support

/// A style sheet of whoever runs the service, for the onboarding pages: colours, type, corners.
package struct BrandStyle: Sendable {
    /// Its text.
    let text: String
    /// The first 16 digits of the text's SHA-256.
    let hash: String
    /// Where pages find it.
    package var path: String { "/assets/brand.css?v=\(hash)" }

    /// The most bytes of a brand's style sheet.
    static let maximumSize = 64 * 1024

    /// What makes it hard to read, a sentence each.
    package var warnings: [String] { BrandContrast.warnings(text) }

    /// Reads a file.
    /// - Throws: ``BrandStyleError`` where it cannot be read, is no text or loads anything from elsewhere.
    package init(file: String) throws {
        guard FileManager.default.fileExists(atPath: file) else { throw BrandStyleError.missing(file) }
        guard let data = FileManager.default.contents(atPath: file) else {
            throw BrandStyleError.unreadable(file)
        }
        try self.init(data, file: file)
    }

    /// Takes the bytes of a file.
    package init(_ data: Data, file: String) throws(BrandStyleError) {
        guard data.count <= Self.maximumSize else { throw .tooLarge(file, bytes: data.count) }
        guard let text = String(data: data, encoding: .utf8) else { throw .notText(file) }
        // What a comment says is not in force; its line breaks keep the lines' numbers right.
        let code = text.replacing(/\/\*(?s:.*?)(\*\/|$)/) { match in String(match.0.filter(\.isNewline)) }
        for (number, line) in code.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .enumerated()
        {
            if let found = Self.reference(in: line) { throw .reference(file, line: number + 1, found: found) }
        }
        let (opened, closed) = (code.count { $0 == "{" }, code.count { $0 == "}" })
        guard opened == closed else { throw .braces(file, opened: opened, closed: closed) }
        self.text = text
        hash = String(SHA256.hash(data: data).hexadecimal.prefix(16))
    }

    /// What a line would load from elsewhere. An escape could hide the same in letters that are no letters to
    /// this search, so that it counts as well; `content` and names do without.
    private static func reference(in line: Substring) -> String? {
        let pattern = /(?i)@import|url\(\s*['"]?(?!data:image\/)[^)]{0,40}|image-set\(|src\(|\\[0-9a-f]/
        return line.firstMatch(of: pattern).map { String($0.0) }
    }
}

/// Why a brand's style sheet is not used.
package enum BrandStyleError: Error, Equatable, CustomStringConvertible {
    case missing(String)
    case unreadable(String)
    case tooLarge(String, bytes: Int)
    case notText(String)
    case reference(String, line: Int, found: String)
    case braces(String, opened: Int, closed: Int)

    /// One sentence with the file, what was found and a fix.
    package var description: String {
        switch self {
        case .missing(let file): "\(file): there is no such file; give --brand the path of a CSS file"
        case .unreadable(let file): "\(file): cannot be read; give --brand a CSS file that this user may read"
        case .tooLarge(let file, let bytes):
            "\(file): has \(bytes) bytes, and a brand's style sheet may have \(BrandStyle.maximumSize); leave out what the pages do not use"
        case .notText(let file): "\(file): is not UTF-8 text; save it as a CSS file in UTF-8"
        case .reference(let file, let line, let found):
            "\(file):\(line): \(found) would load something from elsewhere or cannot be checked; pages load nothing but posters, so "
                + "write colours and sizes, and pictures as url(data:image/…)"
        case .braces(let file, let opened, let closed):
            "\(file): has \(opened) opening and \(closed) closing braces; a rule is not closed, and browsers would skip what follows"
        }
    }
}
