import ArgumentParser
import Foundation
import Storage
import Web

/// `icebreaker admin`: who may see the results of studies in the browser.
struct AdminCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "admin", abstract: "Set the password of an administrator of the studies.",
        subcommands: [SetPassword.self])

    /// `icebreaker admin set-password NAME`.
    struct SetPassword: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set-password", abstract: "Make an administrator, or give them another password.",
            discussion: """
                The password is asked for on a terminal, where it is not shown, or read from the first line of standard input \
                or of a file. Only its scrypt hash is stored. A new password ends all of the administrator's sessions.
                """)

        @Argument(help: "The name to log in with.")
        var name: String
        @Option(name: .long, help: "A file with the password on its first line.", completion: .file())
        var passwordFile: String?
        @OptionGroup var workspace: WorkspaceOptions

        func run() throws {
            let access = try AccessStore(workspace.path)
            try access.requireAdministratorName(name)
            let password = try PasswordInput(file: passwordFile).password()
            try access.setAdministrator(name: name, passwordHash: try PasswordHash(password).stored)
            try Console.result("administrator \(name): password set; log in at /admin of `icebreaker serve`")
        }
    }
}
