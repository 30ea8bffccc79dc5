import Foundation
import Testing

@Suite("Command report")
struct ReportCommandTests {
    @Test("writes the page complete, and the same page again")
    func page() throws {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select", "--name", "launch", "--cap", "genre=4").succeeded()
        _ = try scratch.run("evaluate").succeeded()
        let before = try scratch.contents
        let files = ["one.html", "two.html"].map { scratch.file($0) }
        for file in files {
            let output = try scratch.run("report", "--output", file.path, "--quiet").succeeded()
            #expect(output.contains(file.path))
        }
        let pages = try files.map { try String(contentsOf: $0, encoding: .utf8) }
        #expect(pages[0] == pages[1])
        for text in [
            "</html>", ">launch</h3>", "icebreaker compare", "icebreaker train --epochs 4", "Each rule alone",
        ] {
            #expect(pages[0].contains(text), "\(text)")
        }
        #expect(try Set(scratch.contents) == Set(before + ["one.html", "two.html"]))
    }

    @Test("says which list there is not and writes nothing")
    func unknownList() throws {
        let scratch = try Prepared.trained()
        _ = try scratch.run("select", "--strategy", "popularity").succeeded()
        let file = scratch.file("report.html")
        let message = try scratch.run("report", "--output", file.path, "--list", "none", "--quiet").failure()
        #expect(message.contains("none"))
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test("says where it cannot write")
    func unwritable() throws {
        let file = "/nowhere/report.html"
        #expect(try Prepared.imported().run("report", "--output", file, "--quiet").failure().contains(file))
    }

    @Test("repeats a held-out share in its command")
    func holdout() throws {
        let scratch = try Prepared.imported()
        _ = try scratch.run("train", "--holdout", "0.2", "--epochs", "1", "--seed", "3").succeeded()
        let file = scratch.file("report.html")
        _ = try scratch.run("report", "-o", file.path).succeeded()
        let page = try String(contentsOf: file, encoding: .utf8)
        #expect(page.contains("icebreaker train --epochs 1 --holdout 0.2 --seed 3"))
    }
}
