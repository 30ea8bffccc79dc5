import Support

/// Why a workspace cannot do what was asked: one sentence that names the file and what to do.
package enum WorkspaceError: Error, Equatable {
    /// There is no such file.
    case missing(file: String)
    /// The folder in which the file should be does not exist.
    case missingFolder(file: String)
    /// The path is a folder.
    case isFolder(file: String)
    /// The file is something else than an SQLite database.
    case notADatabase(file: String)
    /// The file is an SQLite database that another program made.
    case otherProgram(file: String)
    /// A version from before the first release made the file, with other tables.
    case beforeRelease(file: String)
    /// A later version of Icebreaker made the file.
    case newerSchema(file: String, found: Int, supported: Int)
    /// Another process is writing and did not finish within the time given.
    case locked(file: String, seconds: Double)
    /// The file, or its folder, cannot be written to.
    case readOnly(file: String)
    /// The user may not open the file, or may not create it in its folder.
    case noPermission(file: String)
    /// The process may not open as many files at once as this takes.
    case tooManyOpenFiles(file: String)
    /// The file was moved away or deleted while it was open; `copy` is where what was stored went.
    case gone(file: String, copy: String?)
    /// Another file took its place while it was open; `copy` is where what was stored went.
    case replaced(file: String, copy: String?)
    /// The write-ahead log was deleted or replaced while the file was open.
    case logReplaced(file: String)
    /// The disk has no room for what was to be written.
    case diskFull(file: String)
    /// The file is damaged.
    case corrupt(file: String, detail: String)
    /// Nothing was imported yet.
    case noDataset(file: String)
    /// There is another dataset, which may not be replaced without being asked to.
    case holdsOtherDataset(file: String, name: String)
    /// There are studies, which rest on the dataset and would be deleted with it.
    case holdsStudies(file: String, names: [String])
    /// Participants may be taking part in studies, whose items must not change under them.
    case holdsOpenStudies(file: String, names: [String])
    /// A value breaks a rule of the tables.
    case invalid(file: String, problem: String)
    /// There is no such list, model or run; there are others.
    case notFound(file: String, kind: String, wanted: String, available: [String])
    /// There is no list, model or run at all; the advice says what makes one.
    case nothingYet(file: String, kind: String, advice: String)
    /// The model is not trained to its end; the advice says what completes it, or what to take instead.
    case unfinished(file: String, model: Int64, advice: String)
    /// SQLite failed in a way that none of the other cases names.
    case failed(file: String, detail: String)
}

extension WorkspaceError: CustomStringConvertible {
    /// One sentence: the file, what is wrong and what to do.
    package var description: String { sentence.onOneLine }

    private var sentence: String {
        switch self {
        case .missing(let file):
            "\(file): there is no such workspace; run `icebreaker import SOURCE` to make one, or give another --workspace."
        case .missingFolder(let file):
            "\(file): the folder of this workspace does not exist; make it, or give another --workspace."
        case .isFolder(let file):
            "\(file): this is a folder and not a workspace; give the path of a file with --workspace."
        case .notADatabase(let file):
            "\(file): this is not an SQLite database; give another --workspace, or move the file away."
        case .otherProgram(let file):
            "\(file): this SQLite database was made by another program; give another --workspace."
        case .beforeRelease(let file):
            "\(file): this workspace was made before the first release and has tables that this version does not read; import the data "
                + "again into a new file with `icebreaker import SOURCE --workspace NEW`."
        case .newerSchema(let file, let found, let supported):
            "\(file): this workspace has schema \(found) and this version reads up to \(supported); install a newer icebreaker."
        case .locked(let file, let seconds):
            "\(file): another process kept this workspace locked for \(Self.spelled(seconds)); let it finish and run the command again."
        case .tooManyOpenFiles(let file):
            "\(file): this process may not open as many files as it needs (ulimit -n); raise the limit with `ulimit -n 1024`."
        case .readOnly(let file):
            "\(file): this workspace cannot be written to; make the file and its folder writable, or copy it to another folder."
        case .noPermission(let file):
            "\(file): you have no permission to open this workspace; ask its owner, or change the file's permissions."
        case .gone(let file, let copy):
            "\(file): this workspace was moved away or deleted while it was open; put it back, or start `icebreaker serve` again with "
                + "another --workspace\(Self.kept(copy))."
        case .replaced(let file, let copy):
            "\(file): another file took the place of this workspace while it was open; start `icebreaker serve` again to use that "
                + "one\(Self.kept(copy))."
        case .logReplaced(let file):
            "\(file): the write-ahead log of this workspace (\(file)-wal or -shm) was deleted or replaced while it was open; start "
                + "`icebreaker serve` again, nothing that was stored is lost."
        case .diskFull(let file):
            "\(file): the disk is full, and what was being stored was not stored; free some space and run the command again."
        case .corrupt(let file, let detail):
            "\(file): this workspace is damaged (\(detail)); restore a backup, or move it away and run `icebreaker import SOURCE` again."
        case .noDataset(let file):
            "\(file): this workspace holds no dataset yet; run `icebreaker import SOURCE`."
        case .holdsOtherDataset(let file, let name):
            "\(file): this workspace already holds the dataset `\(name)`; give another --workspace, or replace it with --replace."
        case .holdsStudies(let file, let names):
            "\(file): the dataset cannot be replaced, since these studies rest on it: \(Self.listed(names)); give another "
                + "--workspace, or erase each, as with `\(Self.command("erase", names))`."
        case .holdsOpenStudies(let file, let names):
            "\(file): the dataset cannot grow while these studies are open: \(Self.listed(names)); close each first, as with "
                + "`\(Self.command("close", names))`."
        case .invalid(let file, let problem):
            "\(file): \(problem)."
        case .nothingYet(let file, let kind, let advice):
            "\(file): this workspace has no \(kind) yet; \(advice)."
        case .unfinished(let file, let model, let advice):
            "\(file): model \(model) is not finished; \(advice)."
        case .notFound(let file, let kind, let wanted, let available):
            "\(file): there is no \(kind) \(wanted); choose one of \(Self.listed(available))."
        case .failed(let file, let detail):
            "\(file): SQLite failed (\(detail)), and what was being stored was not stored; run the command again."
        }
    }

    private static func kept(_ copy: String?) -> String {
        copy.map { "; what was stored until then is in \($0)" } ?? ""
    }

    private static func spelled(_ seconds: Double) -> String {
        let number = Double(Int(seconds)) == seconds ? String(Int(seconds)) : String(seconds)
        return number == "1" ? "1 second" : "\(number) seconds"
    }

    /// The command that does something to the first of some studies.
    private static func command(_ action: String, _ studies: [String]) -> String {
        CommandText.line(["study", action] + studies.prefix(1))
    }

    private static func listed(_ available: [String]) -> String {
        available.prefix(10).joined(separator: ", ")
            + (available.count > 10 ? " and \(available.count - 10) more" : "")
    }
}
