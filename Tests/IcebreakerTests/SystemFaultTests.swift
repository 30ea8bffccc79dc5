import Foundation
import TestSupport
import Testing

@Suite("A system that gives too little")
struct SystemFaultTests {
    /// With fewer than four the libraries of the program cannot be opened, before it runs.
    @Test("is named where too few files may be open", arguments: 4...24)
    func openFiles(limit: Int) throws {
        let scratch = try Prepared.imported()
        for command in ["lists", "key list", "select --strategy popularity --quiet"] {
            let run = try ShellLine.run("(ulimit -n \(limit); icebreaker \(command))", in: scratch)
            guard run.exitCode != 0 else { continue }
            #expect(run.exitCode == 1, "\(limit) \(command): \(run.errors)")
            #expect(
                run.errors.contains("ulimit -n") && run.errors.split(separator: "\n").count == 1,
                "\(limit): \(run.errors)")
        }
        let roomy = try ShellLine.run("(ulimit -n 1024; icebreaker lists)", in: scratch)
        #expect(roomy.exitCode == 0)
    }

    @Test(
        "is named where the disk is full", .enabled(if: geteuid() == 0, "only root may mount a file system"))
    func fullDisk() throws {
        let scratch = try Scratch()
        let disk = scratch.file("disk")
        try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true)
        let line = """
            mount -t tmpfs -o size=300k none disk && trap 'umount -l disk' EXIT
            icebreaker import '\(ReferenceData.fixtures.appending(path: "ml-latest-small").path)' --quiet --workspace disk/w.sqlite
            """
        let run = try ShellLine.run(line, in: scratch)
        #expect(run.exitCode == 1 && run.errors.contains("the disk is full"), "\(run.errors)")
        #expect(run.errors.split(separator: "\n").count == 1)
    }

    @Test("is named where a folder, another program's file or a path through a file stands for the workspace")
    func otherFiles() throws {
        let scratch = try Prepared.imported()
        let line =
            "sqlite3 other.db 'CREATE TABLE t (a)'; echo hello > text; mkdir folder; cp other.db empty-id.db"
        _ = try ShellLine.run(line, in: scratch).succeeded()
        for (path, complaint) in [
            ("folder", "this is a folder"), ("other.db", "made by another program"),
            ("text", "not an SQLite database"),
            ("text/w.sqlite", "does not exist"), ("none/w.sqlite", "workspace"),
        ] {
            for command in ["lists", "key list", "study list", "train", "key create a"] {
                let run = try ShellLine.run("icebreaker \(command) --workspace \(path)", in: scratch)
                #expect(
                    run.exitCode == 1 && run.errors.contains(complaint), "\(command) \(path): \(run.errors)")
                #expect(run.errors.split(separator: "\n").count == 1, "\(run.errors)")
            }
        }
    }

    @Test(
        "lets reading commands work where nothing may be written",
        .enabled(if: geteuid() == 0, "only root may become another"))
    func readOnly() throws {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select", "--strategy", "popularity", "--quiet").succeeded()
        _ = try scratch.run("key", "create", "shop").succeeded()
        let commands = [
            "lists", "runs", "key list", "study list", "export list", "export scores", "export vocabulary",
            "worker tasks",
            "report -o - ",
        ]
        // Nobody is somebody who may read but not write here.
        let shared = URL(filePath: "/tmp/icebreaker-read-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: shared) }
        try FileManager.default.copyItem(at: scratch.workspace, to: shared.appending(path: "w.sqlite"))
        _ = chmod(shared.appending(path: "w.sqlite").path, 0o644)
        _ = chmod(shared.path, 0o755)
        for command in commands.dropLast() {
            let run = try ShellLine.run(
                "setpriv --reuid 65534 --regid 65534 --clear-groups \"$0\" \(command) --workspace \(shared.path)/w.sqlite",
                in: scratch)
            #expect(
                run.exitCode == 0 || run.errors.contains("Permission denied"), "\(command): \(run.errors)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: shared.path) == ["w.sqlite"])
    }
}
