import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TestSupport

/// A browser without scripts: it keeps cookies, follows redirections and sends forms.
final class Visitor: @unchecked Sendable {
    let client: any TestClientProtocol
    var cookies: [String: String] = [:]
    /// Header fields of every request.
    var headers: HTTPFields = [:]
    /// Every page that was shown.
    private(set) var pages: [Page] = []

    init(_ client: any TestClientProtocol, cookies: [String: String] = [:]) {
        (self.client, self.cookies) = (client, cookies)
    }

    /// Another browser.
    func another() -> Visitor { Visitor(client) }

    /// One request, with no redirection followed.
    func request(
        _ method: HTTPRequest.Method, _ path: String, body: String? = nil, headers extra: HTTPFields = [:]
    )
        async throws -> TestResponse
    {
        var fields = headers
        if !cookies.isEmpty {
            fields[.cookie] = cookies.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        if body != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        for field in extra { fields[field.name] = field.value }
        let response = try await client.executeRequest(
            uri: path, method: method, headers: fields, body: body.map { ByteBuffer(string: $0) })
        for cookie in response.headers[values: .setCookie] {
            let pair = cookie.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if cookie.contains("Max-Age=0") {
                cookies[String(pair[0])] = nil
            } else {
                cookies[String(pair[0])] = String(pair[1])
            }
        }
        return response
    }

    /// Opens an address, wherever it leads.
    func open(_ path: String) async throws -> Page { try await arrive(path, try await request(.get, path)) }

    /// Sends a form of a page.
    /// - Parameters:
    ///   - fields: what is chosen or written; the hidden fields and what is chosen already go along.
    func send(_ page: Page, _ fields: [(String, String)] = [], to action: String? = nil) async throws -> Page
    {
        let form = try page.form(action)
        return try await arrive(form.action, try await request(.post, form.action, body: form.body(fields)))
    }

    private func arrive(_ path: String, _ response: TestResponse) async throws -> Page {
        var (path, response) = (path, response)
        var hops = 0
        while response.status == .seeOther, let location = response.headers[.location], hops < 5 {
            (path, hops) = (location, hops + 1)
            response = try await request(.get, location)
        }
        let page = Page(path: path, response: response)
        pages.append(page)
        return page
    }
}

/// A page as it arrived.
struct Page: @unchecked Sendable {
    let path: String
    let status: HTTPResponse.Status
    let headers: HTTPFields
    let html: String
    let elements: PageElements

    init(path: String, response: TestResponse) {
        self.path = path
        (status, headers, html) = (response.status, response.headers, String(buffer: response.body))
        elements = PageElements(html)
    }

    var heading: String { elements.all("h1").first?.text ?? "" }
    var item: String { elements.all("h2").first?.text ?? "" }
    var language: String? { elements.all("html").first?.attributes["lang"] }
    var notice: String? { elements.elements.first { $0.attributes["class"] == "notice" }?.text }
    var code: String? { elements.elements.first { $0.attributes["id"] == "completion-code" }?.text }
    /// The private link of the participant, without host.
    var link: String {
        let parts = path.split(separator: "?")[0].split(separator: "/")
        return "/" + parts.prefix(4).joined(separator: "/")
    }

    struct NoForm: Error {}

    /// The form with an action that ends so; the first one by default.
    func form(_ action: String? = nil) throws -> Form {
        for position in elements.positions(of: "form") {
            let target = elements.elements[position].attributes["action"] ?? ""
            if let action, !target.hasSuffix(action) { continue }
            return Form(action: target, fields: fixed(inside: position))
        }
        throw NoForm()
    }

    /// The hidden fields, and what is chosen or written already.
    private func fixed(inside form: Int) -> [(String, String)] {
        elements.all("input", inside: form).compactMap { input in
            guard let name = input.attributes["name"] else { return nil }
            let isChoice = ["radio", "checkbox"].contains(input.attributes["type"])
            guard !isChoice || input.attributes["checked"] != nil else { return nil }
            return (name, input.attributes["value"] ?? "")
        }
    }

    /// The values of the buttons of a name.
    func buttons(_ name: String) -> [String] {
        elements.all("button").filter { $0.attributes["name"] == name }.compactMap { $0.attributes["value"] }
    }

    struct Form {
        var action: String
        var fields: [(String, String)]

        /// What a browser sends; a field that is given anew replaces what was chosen.
        func body(_ given: [(String, String)]) -> String {
            let names = Set(given.map(\.0))
            return (fields.filter { !names.contains($0.0) } + given).map {
                "\(Self.encoded($0))=\(Self.encoded($1))"
            }
            .joined(separator: "&")
        }

        private static func encoded(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
    }
}
