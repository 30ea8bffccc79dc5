import Foundation
import HTTPTypes
import Testing

@Suite("Administrators' log-in") struct AdminLoginTests {
    @Test("opens the studies to who has the password, and to nobody else")
    func opens() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.open { visitor in
            for path in [
                "/admin", fixture.results, "\(fixture.results)/results.csv", "\(fixture.results)/design.json",
            ] {
                let answer = try await visitor.request(.get, path)
                #expect(answer.status == .seeOther && answer.headers[.location] == "/admin/login")
            }
            for (name, password) in [
                ("ada", "wrong"), ("ada", ""), ("nobody", StudyFixture.password), ("", ""),
            ] {
                let page = try await visitor.logIn(name, password)
                #expect(page.status == .forbidden && page.html.contains("The name or the password is wrong."))
                #expect(
                    !page.html.contains(StudyFixture.password) && visitor.cookies["icebreaker-admin"] == nil)
                if name == "nobody" { break }
            }
            let page = try await visitor.logIn()
            #expect(page.status == .ok && page.heading == "Studies" && page.html.contains(fixture.results))
        }
    }

    @Test("gives a cookie that scripts cannot read, other sites do not send, and that ends after eight hours")
    func cookie() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.open { visitor in
            let form = try await visitor.open("/admin/login").form()
            let body = form.body([("name", "ada"), ("password", StudyFixture.password)])
            let proto = try #require(HTTPField.Name("X-Forwarded-Proto"))
            for isSecure in [false, true] {
                let answer = try await visitor.request(
                    .post, "/admin/login", body: body, headers: isSecure ? [proto: "https"] : [:])
                let cookie = try #require(answer.headers[.setCookie])
                for part in ["HttpOnly", "SameSite=Strict", "Path=/admin", "Max-Age=28800"] {
                    #expect(cookie.contains(part))
                }
                #expect(cookie.contains("Secure") == isSecure)
            }
        }
    }

    @Test("takes no cookie that is forged, of another key, of an old password or of who logged out")
    func forged() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try fixture.addAdministrator("eve", password: "another good password")
        try await fixture.open { visitor in
            let page = try await visitor.logIn()
            let cookie = try #require(visitor.cookies["icebreaker-admin"])
            let parts = cookie.split(separator: ".").map(String.init)
            let eve = Data("eve".utf8).base64EncodedString()
            for forged in [
                "", "x", cookie + "x", String(cookie.dropLast()),
                ([eve] + parts.dropFirst()).joined(separator: "."),
                [parts[0], "99999999999", parts[2], parts[3]].joined(separator: "."),
                [parts[0], parts[1], String(parts[2].reversed()), parts[3]].joined(separator: "."),
            ] {
                visitor.cookies["icebreaker-admin"] = forged
                #expect(try await visitor.open("/admin").heading == "Log in", "\(forged)")
            }
            visitor.cookies["icebreaker-admin"] = cookie
            #expect(try await visitor.open("/admin").heading == "Studies")
            #expect(try await visitor.send(page, to: "logout").heading == "Log in")
            visitor.cookies["icebreaker-admin"] = cookie
            #expect(try await visitor.open("/admin").heading == "Log in")
            _ = try await visitor.logIn()
            try fixture.addAdministrator(password: "a password of today")
            #expect(try await visitor.open("/admin").heading == "Log in")
        }
    }

    @Test("refuses forms of other sites")
    func crossSite() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.open { visitor in
            let body = "name=ada&password=correct%20horse%20battery"
            #expect(try await visitor.request(.post, "/admin/login", body: body).status == .forbidden)
            #expect(visitor.cookies["icebreaker-admin"] == nil)
            _ = try await visitor.logIn()
            for action in ["/close", "/launch", "/erase"] {
                for token in ["", "csrf=AAAAAAAAAAAAAAAAAAAAAA"] {
                    #expect(
                        try await visitor.request(.post, fixture.results + action, body: token).status
                            == .forbidden)
                }
            }
            #expect(try await fixture.store.study(named: fixture.study.design.name)?.status == .launched)
            #expect(try await visitor.request(.post, "/admin/logout", body: "").status == .forbidden)
        }
    }

    @Test("answers 429 with the seconds to wait after five failures")
    func throttled() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.open { visitor in
            for _ in 0..<5 { #expect(try await visitor.logIn("ada", "wrong").status == .forbidden) }
            // Each failure doubles the pause, so that sooner or later even a slow test comes too early.
            var page = try await visitor.logIn("ada", "wrong")
            for _ in 0..<8 where page.status == .forbidden { page = try await visitor.logIn("ada", "wrong") }
            let seconds = try #require(page.headers[.retryAfter].flatMap { Int($0) })
            #expect(
                page.status == .tooManyRequests && seconds >= 1 && visitor.cookies["icebreaker-admin"] == nil)
        }
    }
}
