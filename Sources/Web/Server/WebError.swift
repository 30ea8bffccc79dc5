import HTTPTypes
import Hummingbird
import Support

/// A request that is refused: what the API says as JSON and the pages as a page.
struct WebError: Error, Equatable {
    /// The status.
    var status: HTTPResponse.Status
    /// A word for programs, such as `unknown_item`.
    var code: String
    /// One sentence for people.
    var message: String
    /// The part of the request that is at fault, such as `ratings[3].item`.
    var field: String?
    /// After how many seconds it is worth another attempt.
    var retryAfter: Int?
    /// The methods that a path has, when the method was wrong.
    var allow: String?

    /// Describes a refusal.
    init(
        _ status: HTTPResponse.Status, _ code: String, _ message: String, field: String? = nil,
        retryAfter: Int? = nil,
        allow: String? = nil
    ) {
        (self.status, self.code, self.message, self.field) = (status, code, message.onOneLine, field)
        (self.retryAfter, self.allow) = (retryAfter, allow)
    }

    /// `{"error": {"code": …, "message": …, "field": …}, "requestId": …}`
    func json(requestID: String) -> JSONText {
        var text = JSONText()
        text.raw("{\"error\":{\"code\":")
        text.string(code)
        text.raw(",\"message\":")
        text.string(message)
        if let field {
            text.raw(",\"field\":")
            text.string(field)
        }
        text.raw("},\"requestId\":")
        text.string(requestID)
        text.raw("}")
        return text
    }

    /// The header fields that go with it.
    var headers: HTTPFields {
        var fields = HTTPFields()
        if let retryAfter { fields[.retryAfter] = String(retryAfter) }
        if let allow { fields[.allow] = allow }
        if status == .unauthorized { fields[.wwwAuthenticate] = "Bearer" }
        return fields
    }
}

extension WebError {
    static let notFound = WebError(.notFound, "not_found", "There is nothing at this address.")
    static let failed = WebError(
        .internalServerError, "internal",
        "The server could not answer; the log names the request under this id.")
    static let badRequest = WebError(.badRequest, "bad_request", "This is not a valid HTTP request.")
    static let headerTooLarge = WebError(
        .requestHeaderFieldsTooLarge, "header_too_large", "The address or the header fields are too long.")
    static let tooSlow = WebError(.requestTimeout, "too_slow", "The request did not arrive in time.")
    static let busy = WebError(
        .serviceUnavailable, "busy", "Too many requests are being answered; try again.", retryAfter: 1)
    static func tooLarge(_ limit: Int) -> WebError {
        WebError(.contentTooLarge, "too_large", "The body is larger than \(limit) bytes.")
    }
}
