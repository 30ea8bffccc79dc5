import Foundation
internal import GRDB
import Support

/// A key of the API as the workspace keeps it: only its hash.
package struct APIKeyRecord: Sendable, Equatable, Codable, Identifiable {
    /// Its number.
    package var id: Int64
    /// What it is called; keys that are in use have different names.
    package var name: String
    /// The hash by which a request's key is recognised.
    package var hash: String
    /// When it was made, in whole seconds.
    package var createdAt: Date
    /// When it was revoked; nil while it is in use.
    package var revokedAt: Date?
}

/// Someone who may see results, as the workspace keeps them.
package struct AdministratorRecord: Sendable, Equatable {
    /// The name to log in with.
    package var name: String
    /// The hash of the password with whatever is needed to compute it again.
    package var passwordHash: String
    /// When the password was set, in whole seconds.
    package var createdAt: Date
}

/// The keys of the API and the administrators of a workspace. It keeps what it is given; hashing is for the
/// caller.
package final class AccessStore: Sendable {
    private let connection: ServiceConnection
    private let now: @Sendable () -> Date

    init(_ connection: ServiceConnection, now: @escaping @Sendable () -> Date) {
        (self.connection, self.now) = (connection, now)
    }

    /// Opens the keys and administrators of a workspace; `StudyStore.access` is the same on its connection.
    /// - Throws: `WorkspaceError`.
    package convenience init(_ path: String, for access: Workspace.Access = .writing, busyTimeout: Double = 5)
        throws
    {
        self.init(try ServiceConnection(path, for: access, busyTimeout: busyTimeout), now: { Date() })
    }

    /// Stores a key.
    /// - Throws: `WorkspaceError.invalid` for a name that cannot be one or that a key in use has.
    package func addKey(name: String, hash: String) throws -> APIKeyRecord {
        try connection.write { database in
            if let problem = GivenName.problem(name) {
                throw InvalidData(problem: "the key's name: \(problem)")
            }
            guard
                try !Bool.exists(
                    "SELECT 1 FROM api_key WHERE name = ? AND revoked_at IS NULL", [name], database)
            else {
                throw InvalidData(
                    problem: "there is a key “\(name)” in use; revoke it first with "
                        + "`\(CommandText.line(["key", "revoke", name]))`, or give another name")
            }
            let date = now()
            try database.execute(
                sql: "INSERT INTO api_key (name, key_hash, created_at) VALUES (?, ?, ?)",
                arguments: [name, hash, Timestamp.text(date)])
            let id = database.lastInsertedRowID
            return try Self.keys(in: database, where: "api_key_id = ?", [id]).first
                ?? APIKeyRecord(id: id, name: name, hash: hash, createdAt: date)
        }
    }

    /// All keys, also revoked ones, oldest first.
    package func keys() throws -> [APIKeyRecord] {
        try connection.read { try Self.keys(in: $0, where: "1", []) }
    }

    /// The key in use with a hash; nil where there is none.
    package func key(withHash hash: String) async throws -> APIKeyRecord? {
        try await connection.read {
            try Self.keys(in: $0, where: "key_hash = ? AND revoked_at IS NULL", [hash]).first
        }
    }

    /// Revokes the key in use with a name, for good.
    /// - Returns: the key.
    /// - Throws: `WorkspaceError.invalid` where no key in use has the name.
    package func revokeKey(_ name: String) throws -> APIKeyRecord {
        try connection.write { database in
            let key = try Self.keys(in: database, where: "name = ? AND revoked_at IS NULL", [name]).first
            guard var key else {
                throw InvalidData(
                    problem:
                        "there is no key “\(name)” in use; see those there are with `icebreaker key list`")
            }
            let date = now()
            try database.execute(
                sql: "UPDATE api_key SET revoked_at = ? WHERE api_key_id = ?",
                arguments: [Timestamp.text(date), key.id])
            key.revokedAt = try Timestamp.date(Timestamp.text(date))
            return key
        }
    }

    /// Checks that an administrator may be called so, before a password is asked for; those that there are
    /// keep their names.
    /// - Throws: `WorkspaceError.invalid`, which says what to do.
    package func requireAdministratorName(_ name: String) throws {
        try connection.read { try Self.requireAdministratorName(name, in: $0) }
    }

    private static func requireAdministratorName(_ name: String, in database: Database) throws {
        guard let problem = GivenName.problem(name),
            try !Bool.exists("SELECT 1 FROM administrator WHERE name = ?", [name], database)
        else { return }
        throw InvalidData(problem: "the administrator's name: \(problem)")
    }

    /// Makes an administrator, or gives them another password.
    /// - Throws: `WorkspaceError.invalid` for a new name that cannot be one.
    package func setAdministrator(name: String, passwordHash: String) throws {
        try connection.write { database in
            try Self.requireAdministratorName(name, in: database)
            try database.execute(
                sql: """
                    INSERT INTO administrator (name, password_hash, created_at) VALUES (?, ?, ?)
                    ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash, created_at = excluded.created_at
                    """, arguments: [name, passwordHash, Timestamp.text(now())])
        }
    }

    /// The administrator of a name; nil where there is none.
    package func administrator(named name: String) async throws -> AdministratorRecord? {
        try await connection.read { database in
            try Row.fetchOne(
                database, sql: "SELECT name, password_hash, created_at FROM administrator WHERE name = ?",
                arguments: [name]
            ).map {
                AdministratorRecord(
                    name: try $0.value(0), passwordHash: try $0.value(1), createdAt: try $0.createdAt())
            }
        }
    }

    private static func keys(
        in database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [APIKeyRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT api_key_id, name, key_hash, created_at, revoked_at FROM api_key WHERE \(condition) ORDER BY api_key_id
                """, arguments: arguments
        ).map { row in
            let revoked: String? = try row.value("revoked_at")
            return APIKeyRecord(
                id: try row.value("api_key_id"), name: try row.value("name"), hash: try row.value("key_hash"),
                createdAt: try row.createdAt(), revokedAt: try revoked.map(Timestamp.date))
        }
    }
}
