import Storage
import Testing

@Suite("A workspace's error")
struct WorkspaceErrorTests {
    static let all: [WorkspaceError] = [
        .missing(file: "w"), .missingFolder(file: "w"), .isFolder(file: "w"), .notADatabase(file: "w"),
        .otherProgram(file: "w"),
        .beforeRelease(file: "w"),
        .newerSchema(file: "w", found: 9, supported: 5), .locked(file: "w", seconds: 5), .readOnly(file: "w"),
        .gone(file: "w", copy: nil), .gone(file: "w", copy: "c"), .replaced(file: "w", copy: "c"),
        .logReplaced(file: "w"),
        .noPermission(file: "w"), .diskFull(file: "w"), .corrupt(file: "w", detail: "d"),
        .noDataset(file: "w"),
        .holdsOtherDataset(file: "w", name: "n"), .holdsStudies(file: "w", names: ["s"]),
        .invalid(file: "w", problem: "p"),
        .holdsOpenStudies(file: "w", names: ["s", "t"]), .tooManyOpenFiles(file: "w"),
        .notFound(file: "w", kind: "list", wanted: "3", available: ["1"]), .failed(file: "w", detail: "d"),
        .nothingYet(file: "w", kind: "list", advice: "run it"),
        .unfinished(file: "w", model: 3, advice: "finish it"),
    ]

    @Test("is one line that begins with the file and ends with a full stop", arguments: all)
    func oneLine(error: WorkspaceError) {
        #expect(error.description.hasPrefix("w: "))
        #expect(error.description.hasSuffix("."))
        #expect(!error.description.contains("\n"))
    }

    @Test("says what to do", arguments: all.filter { if case .invalid = $0 { false } else { true } })
    func fix(error: WorkspaceError) { #expect(error.description.contains(";")) }

    @Test("names the command that makes a workspace")
    func missing() {
        #expect(
            WorkspaceError.missing(file: "w").description
                == "w: there is no such workspace; run `icebreaker import SOURCE` to make one, or give another --workspace."
        )
    }

    @Test("lists ten of what there is")
    func many() {
        let error = WorkspaceError.notFound(
            file: "w", kind: "list", wanted: "x", available: (1...12).map(String.init))
        #expect(
            error.description
                == "w: there is no list x; choose one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 2 more.")
    }

    @Test(
        "spells the time that it waited",
        arguments: [(1.0, "1 second"), (5.0, "5 seconds"), (0.5, "0.5 seconds")])
    func seconds(seconds: Double, text: String) {
        #expect(WorkspaceError.locked(file: "w", seconds: seconds).description.contains(" for \(text);"))
    }
}
