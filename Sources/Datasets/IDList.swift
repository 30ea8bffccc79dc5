import Foundation

/// Files that list users or items, one id a line.
package enum IDList {
    /// Reads a list. Blank lines do not count.
    /// - Parameters:
    ///   - file: the list.
    ///   - table: the users or items of the dataset.
    ///   - what: what messages call one of them: `user` or `item`.
    /// - Returns: the positions of the ids in the table, in the order of the file.
    /// - Throws: `DatasetError` that names the line of an id that the dataset does not have or that is listed
    ///   twice.
    package static func read(_ file: URL, of table: EntityTable, what: String) throws -> [Int] {
        // A line is one record whose single field no separator can end.
        let line = RecordSyntax(separator: [UInt8(ascii: "\n")], quotes: false)
        let list = try DelimitedFile(
            SourceFile(file, name: file.relativePath), line, hasHeader: false, fieldCount: 1)
        var positions: [Int] = []
        var lines: [Int: Int] = [:]
        var log = RejectionLog(
            skipInvalid: false, fix: "list \(what) ids of the dataset, each once, one a line")
        try list.forEachRow(log: &log) { (row, line) throws(RowFault) in
            let id = ExternalID(row.text(0))
            guard let position = table.position(of: id) else { throw .unknownID(id, of: what) }
            if let first = lines.updateValue(line, forKey: position) {
                throw .repeatedID(id, of: what, firstLine: first)
            }
            positions.append(position)
        }
        return positions
    }
}
