import Foundation

/// Reads a dataset of any known format.
package enum DatasetReader {
    /// The known formats; a folder is read as the first that recognises it.
    package static let formats: [any DatasetFormat] = [
        MappedFormat(), MovieLens1M(), MovieLens100K(), RecBole(), MovieLensLatest(),
    ]

    /// Reads the dataset in a folder, or the one that a `dataset.yaml` describes.
    /// - Parameters:
    ///   - source: the folder, or the path of a description whose name ends in `.yaml` or `.yml`.
    ///   - options: what to call the dataset, and what to do with faulty rows.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    package static func read(_ source: URL, options: ReadOptions = ReadOptions()) throws -> Dataset {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: source.path, isDirectory: &isFolder) else {
            throw DatasetError(
                file: source.relativePath, problem: "there is no such folder or file", fix: "check the path")
        }
        if !isFolder.boolValue {
            guard ["yaml", "yml"].contains(source.pathExtension.lowercased()) else {
                throw DatasetError(
                    file: source.relativePath, problem: "this is a file, not a folder",
                    fix: "name its folder, or a dataset.yaml that describes it")
            }
            return try MappedFormat().read(description: source, options: options)
        }
        guard let format = formats.first(where: { $0.recognises(source) }) else {
            let known = formats.map { "\($0.name) (\($0.files))" }.joined(separator: ", ")
            throw DatasetError(
                file: source.relativePath, problem: "the folder holds no dataset of a known format",
                fix: "the formats are \(known)")
        }
        return try format.read(source, options: options)
    }
}
