import Foundation
import Web

/// Where a new password comes from: a file, a terminal that does not show it, or standard input.
struct PasswordInput {
    let file: String?

    /// The password, checked for its length.
    func password() throws -> String {
        let password =
            try file.map(Self.firstLine) ?? (isatty(STDIN_FILENO) == 1 ? Self.asked() : Self.line())
        guard password.count >= PasswordHash.minimumLength else {
            throw PasswordError(
                "the password has \(password.count) characters; choose one of \(PasswordHash.minimumLength) or more"
            )
        }
        guard password.utf8.count <= PasswordHash.maximumSize else {
            throw PasswordError(
                "the password is longer than \(PasswordHash.maximumSize) bytes; choose a shorter one")
        }
        return password
    }

    private static func firstLine(of path: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: 64 * 1024) ?? Data(),
            let text = String(data: data, encoding: .utf8)
        else {
            throw PasswordError(
                "\(path): the password cannot be read; name a file of UTF-8 text that you may read")
        }
        return text.split(maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: \.isNewline).first
            .map(String.init)
            ?? ""
    }

    private static func line() throws -> String {
        guard let line = readLine(strippingNewline: true) else {
            throw PasswordError("no password on standard input; write it there, or name a --password-file")
        }
        return line
    }

    /// Asks twice.
    private static func asked() throws -> String {
        let first = try hidden("Password: ")
        guard first == (try hidden("Once more: ")) else {
            throw PasswordError("the two passwords differ; try again")
        }
        return first
    }

    private static func hidden(_ prompt: String) throws -> String {
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { return try line() }
        var secret = shown
        secret.c_lflag &= ~tcflag_t(ECHO)
        Console.say(prompt)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &secret)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            Console.say("\n")
        }
        return try line()
    }
}

/// Why there is no password.
struct PasswordError: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
