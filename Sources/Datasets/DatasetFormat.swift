import Foundation

/// A way in which datasets are laid out in a folder.
package protocol DatasetFormat: Sendable {
    /// The format's name, such as `movielens-1m`.
    var name: String { get }
    /// What a folder of this format holds, for the message that lists the known formats.
    var files: String { get }
    /// Whether a folder looks like this format, by the names of its files alone.
    func recognises(_ folder: URL) -> Bool
    /// Reads a folder of this format.
    /// - Parameters:
    ///   - folder: the folder.
    ///   - options: what to call the dataset, and what to do with faulty rows.
    /// - Throws: `DatasetError` that names the file, the line and the fix.
    func read(_ folder: URL, options: ReadOptions) throws -> Dataset
}
