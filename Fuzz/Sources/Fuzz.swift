import Foundation
import LibFuzzer

/// `Fuzz TARGET [libFuzzer's arguments]`, or `Fuzz` alone to list the targets.
@main
enum Fuzz {
    static let targets: [FuzzTarget] =
        DatasetFolder.targets + StudyFiles.targets + SignedTexts.targets + RequestBodies.targets + [WeightsFile.target]

    /// The target that libFuzzer's callback, which can capture nothing, runs.
    nonisolated(unsafe) private static var current: FuzzTarget?

    static func main() {
        var arguments = CommandLine.arguments
        guard arguments.count > 1 else { return print(targets.map(\.name).joined(separator: "\n")) }
        let name = arguments.remove(at: 1)
        current = targets.first { $0.name == name }
        guard current != nil else {
            FileHandle.standardError.write(Data("there is no target \(name)\n".utf8))
            exit(64)
        }
        var count = Int32(arguments.count)
        let copies = arguments.map { strdup($0) } + [nil]
        let argv = UnsafeMutablePointer<UnsafeMutablePointer<CChar>>.allocate(capacity: copies.count)
        for (place, copy) in copies.enumerated() { if let copy { argv[place] = copy } }
        var pointer = argv
        exit(
            LLVMFuzzerRunDriver(&count, &pointer) { data, size in
                Fuzz.current?.run(Array(UnsafeBufferPointer(start: data, count: size)))
                return 0
            })
    }
}
