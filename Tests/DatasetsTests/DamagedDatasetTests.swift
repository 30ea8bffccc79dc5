import Datasets
import Foundation
import Support
import Testing

@Suite("Damaged datasets")
struct DamagedDatasetTests {
    /// Bytes that mean something to one of the formats.
    private static let bytes = Array("\"\r\n:|,\t;-.09eE\u{0}N {}[]&*".utf8) + [0x80, 0xC3, 0xFF]

    @Test("are read or give one line, and never anything else", arguments: FormatCase.all)
    func damage(to format: FormatCase) throws {
        let copy = try TemporaryFolder(copying: format.url)
        defer { copy.remove() }
        var generator = SeededGenerator(seed: 20_190_804)
        for file in try Self.files(of: copy.url) {
            let original = try Data(contentsOf: file)
            for _ in 0..<60 {
                try Self.damaged(original, using: &generator).write(to: file)
                for skipInvalid in [false, true] {
                    do {
                        _ = try DatasetReader.read(copy.url, options: ReadOptions(skipInvalid: skipInvalid))
                            .summary
                    } catch let error as DatasetError {
                        #expect(!error.description.contains { $0.isNewline })
                    }
                }
            }
            try original.write(to: file)
        }
    }

    private static func files(of folder: URL) throws -> [URL] {
        try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
            .map { folder.appending(path: $0) }.filter {
                !$0.hasDirectoryPath && (try? Data(contentsOf: $0)) != nil
            }
    }

    private static func damaged(_ data: Data, using generator: inout SeededGenerator) -> Data {
        var bytes = Array(data)
        for _ in 0...generator.integer(below: 3) where !bytes.isEmpty {
            let position = generator.integer(below: bytes.count)
            let byte = Self.bytes[generator.integer(below: Self.bytes.count)]
            switch generator.integer(below: 4) {
            case 0: bytes.removeLast(bytes.count - position)
            case 1: bytes[position] = byte
            case 2: bytes.insert(byte, at: position)
            default: bytes.remove(at: position)
            }
        }
        return Data(bytes)
    }
}
