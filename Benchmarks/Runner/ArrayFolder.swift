import Datasets
import Foundation
import Preference
import Tasks

/// Writes what a peer needs to do the same work: encoded features, tasks and the parameters to start from.
///
/// Each array is a file of little-endian numbers; `manifest.json` names them with type and shape.
struct ArrayFolder {
    let folder: URL
    private var entries: [String: Entry] = [:]

    private struct Entry: Encodable {
        let type: String
        let shape: [Int]
    }

    init(_ path: String) throws {
        folder = URL(filePath: path)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    mutating func write(_ values: [Int32], _ name: String) throws {
        try write(values.withUnsafeBytes { Data($0) }, name, type: "int32", count: values.count)
    }

    mutating func write(_ values: [Float], _ name: String) throws {
        try write(values.withUnsafeBytes { Data($0) }, name, type: "float32", count: values.count)
    }

    private mutating func write(_ data: Data, _ name: String, type: String, count: Int) throws {
        try data.write(to: folder.appending(path: name))
        entries[name] = Entry(type: type, shape: [count])
    }

    /// The token features of one side, in the order of concatenation.
    mutating func write(_ table: EntityTable, side: String) throws {
        for feature in table.features where feature.isInput {
            switch feature.values {
            case .categorical(let column), .multivalued(let column):
                try write(column.offsets, "\(side).\(feature.name).offsets")
                try write(column.indices, "\(side).\(feature.name).indices")
            case .numeric, .text: continue
            }
        }
    }

    mutating func write(_ tasks: [UserTask], _ name: String = "tasks") throws {
        var offsets: [Int32] = [0]
        for task in tasks { offsets.append((offsets.last ?? 0) + Int32(task.items.count)) }
        try write(offsets, "\(name).offsets")
        try write(tasks.map(\.user), "\(name).users")
        try write(tasks.map { Int32($0.supportCount) }, "\(name).support")
        try write(tasks.flatMap(\.items), "\(name).items")
        try write(tasks.flatMap { $0.ratings.map(Float.init) }, "\(name).ratings")
    }

    func finish(_ estimator: Estimator<Float>) throws {
        try Safetensors(tensors: estimator.tensors).encoded().write(to: folder.appending(path: "weights.safetensors"))
        try JSONEncoder().encode(entries).write(to: folder.appending(path: "manifest.json"))
    }
}
