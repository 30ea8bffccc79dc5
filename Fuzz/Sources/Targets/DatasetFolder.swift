import Datasets
import Foundation

/// A dataset's folder from one input: the contents of its files one after the other, with a line `%%` between them.
struct DatasetFolder: Sendable {
    let name: String
    let files: [String]

    static let targets = [
        DatasetFolder(name: "movielens-latest", files: ["ratings.csv", "movies.csv"]),
        DatasetFolder(name: "movielens-1m", files: ["ratings.dat", "movies.dat", "users.dat"]),
        DatasetFolder(name: "movielens-1m-side", files: ["ratings.csv", "movies_extrainfos.dat", "users.dat"]),
        DatasetFolder(name: "movielens-100k", files: ["u.data", "u.item", "u.user", "u.genre"]),
        DatasetFolder(name: "recbole", files: ["sample.inter", "sample.item", "sample.user"]),
        DatasetFolder(name: "mapped", files: ["dataset.yaml", "ratings.csv", "items.csv", "users.tsv"]),
    ].map(\.target)

    private var target: FuzzTarget { FuzzTarget(name: name) { read($0) } }

    private func read(_ input: [UInt8]) {
        let folder = ScratchFolder.url.appending(path: name)
        let parts = Self.parts(of: input)
        try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (place, file) in files.enumerated() {
            let path = folder.appending(path: file).path
            if place < parts.count { Self.write(parts[place], to: path) } else { unlink(path) }
        }
        for skipInvalid in [false, true] {
            do {
                check(try DatasetReader.read(folder, options: ReadOptions(skipInvalid: skipInvalid)))
            } catch let error as DatasetError {
                require(!error.description.contains(where: \.isNewline), "an error is one line: \(error.description)")
            } catch {
                require(false, "the error \(error) is none of ours")
            }
        }
    }

    /// What every dataset that was read has.
    private func check(_ dataset: Dataset) {
        _ = dataset.summary
        require(dataset.contentHash.utf8.count == 64, "a dataset has a hash")
        let rows = dataset.interactions
        require(rows.count > 0 && rows.users.count == rows.count && rows.items.count == rows.count, "as many users as ratings")
        require(rows.users.allSatisfy { dataset.users.ids.indices.contains(Int($0)) }, "users are known")
        require(rows.items.allSatisfy { dataset.items.ids.indices.contains(Int($0)) }, "items are known")
        require(rows.ratings.allSatisfy(dataset.scale.contains), "ratings are on the scale")
        for item in dataset.items.ids.indices { _ = dataset.label(ofItem: item) }
    }

    private static func parts(of input: [UInt8]) -> [ArraySlice<UInt8>] {
        let mark = Array("%%\n".utf8)
        var (parts, start, place): ([ArraySlice<UInt8>], Int, Int) = ([], 0, 0)
        while place < input.count {
            if place == 0 || input[place - 1] == UInt8(ascii: "\n"), input[place...].starts(with: mark) {
                parts.append(input[start..<place])
                start = place + mark.count
                place = start
            } else {
                place += 1
            }
        }
        return parts + [input[start...]]
    }

    private static func write(_ bytes: ArraySlice<UInt8>, to path: String) {
        let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        guard file >= 0 else { return require(false, "\(path) can be written") }
        _ = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        close(file)
    }
}
