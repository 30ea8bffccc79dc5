import Foundation
import Storage
import Testing

@Suite("The access to a service")
struct AccessStoreTests {
    let folder: TemporaryFolder
    let access: AccessStore

    init() throws {
        folder = try TemporaryFolder()
        try Workspace.creating(folder.path()) {
            _ = try $0.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash)
        }
        access = try AccessStore(folder.path())
    }

    @Test("knows keys by their hashes until they are revoked")
    func keys() async throws {
        let key = try access.addKey(name: "shop", hash: "h1")
        #expect(key.name == "shop" && key.hash == "h1" && key.revokedAt == nil)
        #expect(throws: WorkspaceError.self) { try access.addKey(name: "shop", hash: "h2") }
        #expect(throws: WorkspaceError.self) { try access.addKey(name: "app", hash: "h1") }
        #expect(try await access.key(withHash: "h1") == key)
        #expect(try await access.key(withHash: "h2") == nil)
        let revoked = try access.revokeKey("shop")
        #expect(revoked.id == key.id && revoked.revokedAt != nil)
        #expect(try await access.key(withHash: "h1") == nil)
        #expect(throws: WorkspaceError.self) { try access.revokeKey("shop") }
        let again = try access.addKey(name: "shop", hash: "h3")
        #expect(try access.keys() == [revoked, again])
    }

    @Test("knows administrators, whose password can be set again")
    func administrators() async throws {
        #expect(try await access.administrator(named: "ada") == nil)
        try access.setAdministrator(name: "ada", passwordHash: "one")
        try access.setAdministrator(name: "ada", passwordHash: "two")
        #expect(try await access.administrator(named: "ada")?.passwordHash == "two")
        #expect(throws: WorkspaceError.self) { try access.setAdministrator(name: "", passwordHash: "x") }
    }

    @Test(
        "gives no name that a command would read as something else",
        arguments: ["latest", "2", "", " x", "-x"])
    func reservedNames(name: String) throws {
        for attempt in [
            { _ = try access.addKey(name: name, hash: "h") }, { try access.requireAdministratorName(name) },
            { try access.setAdministrator(name: name, passwordHash: "h") },
        ] as [() throws -> Void] {
            let error = #expect(throws: WorkspaceError.self) { try attempt() }
            #expect(error?.description.contains("'s name: ") == true)
        }
        #expect(try access.keys() == [])
    }

    @Test("lets those in whose names were given before the rule")
    func oldNames() async throws {
        let insert = """
            INSERT INTO administrator VALUES ('2', 'old', '2025-03-01T12:00:00Z');
            INSERT INTO api_key VALUES (1, 'latest', 'k', '2025-03-01T12:00:00Z', NULL)
            """
        _ = try SQLiteShell.run(folder.path(), insert)
        try access.setAdministrator(name: "2", passwordHash: "new")
        #expect(try await access.administrator(named: "2")?.passwordHash == "new")
        #expect(try access.revokeKey("latest").id == 1)
    }

    @Test("names the command that frees a name")
    func taken() throws {
        _ = try access.addKey(name: "my shop", hash: "h1")
        let error = #expect(throws: WorkspaceError.self) { try access.addKey(name: "my shop", hash: "h2") }
        #expect(error?.description.contains("`icebreaker key revoke 'my shop'`") == true)
    }
}
