import Foundation

/// A reader and what must hold of whatever it reads.
struct FuzzTarget: Sendable {
    /// What the corpus folder and the command line call it.
    let name: String
    /// Reads one input; ends the process when something that must hold does not.
    let run: @Sendable ([UInt8]) -> Void
}

/// Ends the process, which libFuzzer reports with the input.
func require(_ condition: Bool, _ rule: @autoclosure () -> String) {
    guard !condition else { return }
    FileHandle.standardError.write(Data("broken rule: \(rule())\n".utf8))
    abort()
}

/// A folder in memory where there is one, which the process that made it has to itself.
enum ScratchFolder {
    static let url: URL = {
        let memory = URL(filePath: "/dev/shm", directoryHint: .isDirectory)
        let root = FileManager.default.isWritableFile(atPath: memory.path) ? memory : FileManager.default.temporaryDirectory
        let url = root.appending(path: "icebreaker-fuzz-\(getpid())")
        try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        atexit { try? FileManager.default.removeItem(at: ScratchFolder.url) }
        return url
    }()
}
