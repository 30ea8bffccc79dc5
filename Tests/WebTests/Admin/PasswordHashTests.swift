import Foundation
import Testing
import Web

@Suite("A password's hash") struct PasswordHashTests {
    @Test("matches its password only, however é was typed, and reads back from what is stored")
    func matches() throws {
        let hash = try PasswordHash("caf\u{e9} au lait", logRounds: 4, blockSize: 8, parallelism: 1)
        let read = try #require(PasswordHash(stored: hash.stored))
        #expect(read == hash)
        for password in ["caf\u{e9} au lait", "cafe\u{301} au lait"] { #expect(try read.matches(password)) }
        for password in ["", "cafe au lait", "caf\u{e9} au lait ", "Caf\u{e9} au lait"] {
            #expect(try !read.matches(password))
        }
    }

    @Test("is another one each time, and says its parameters but not the password")
    func salted() throws {
        let (first, second) = (
            try PasswordHash("correct horse").stored, try PasswordHash("correct horse").stored
        )
        #expect(first != second)
        #expect(
            first.wholeMatch(of: /\$scrypt\$ln=15,r=8,p=3\$[A-Za-z0-9+\/]{22}\$[A-Za-z0-9+\/]{43}/) != nil)
    }

    /// RFC 7914, section 12: "pleaseletmein" with the salt "SodiumChloride", N = 16384, r = 8, p = 1, the
    /// first 32 bytes.
    @Test("is that of RFC 7914")
    func known() throws {
        let stored = "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf042/2oG+0/98reQ/VUUYFJ3vI"
        let bytes = "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        let hash = Data(
            stride(from: 0, to: 64, by: 2).compactMap { UInt8(bytes.dropFirst($0).prefix(2), radix: 16) })
        let text =
            "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$" + hash.base64EncodedString().replacing("=", with: "")
        #expect(try #require(PasswordHash(stored: text)).matches("pleaseletmein"))
        #expect(try !#require(PasswordHash(stored: stored)).matches("pleaseletmein"))
    }

    @Test(
        "is refused where it is of another form, or would take all memory",
        arguments: [
            "", "secret", "$argon2id$v=19$m=65536$c2FsdHNhbHQ$aGFzaA", "$scrypt$ln=15,r=8$YWFhYWFhYWE$",
            "$scrypt$ln=40,r=8,p=1$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf042/2oG+0/98reQ/VUUYFJ3vI",
            "$scrypt$ln=14,r=8,p=0$U29kaXVtQ2hsb3JpZGU$cCO9yzr9c0hGHAbNgf042/2oG+0/98reQ/VUUYFJ3vI",
            "$scrypt$ln=14,r=8,p=1$U29kaXVtQ2hsb3JpZGU$c2hvcnQ",
            "$scrypt$ln=14,r=8,p=1$!$cCO9yzr9c0hGHAbNgf042/2oG+0/98reQ/VUUYFJ3vI",
        ])
    func refused(text: String) { #expect(PasswordHash(stored: text) == nil) }
}
