import Foundation
import Hummingbird
import NIOCore
import Support

/// The fields of a form that was sent as `application/x-www-form-urlencoded`, in any order; names may come
/// more than once.
struct FormFields: Sendable, Equatable {
    /// Why a form cannot be read.
    enum Fault: Error, Equatable {
        /// Not the content type of a form: 415.
        case contentType
        /// Larger than any form of ours, or a field is: 413.
        case tooLarge
        /// Not percent-encoded UTF-8: 400.
        case malformed

        /// The status of the answer.
        var status: HTTPResponse.Status {
            switch self {
            case .contentType: .unsupportedMediaType
            case .tooLarge: .contentTooLarge
            case .malformed: .badRequest
            }
        }
    }

    /// The most bytes of a form.
    static let maximumSize = 64 * 1024
    /// The most bytes of one value.
    static let maximumValueSize = 2000

    private let values: [String: [String]]

    /// Reads the body of a request.
    /// - Throws: `Fault`, or what broke the connection.
    init(_ request: Request) async throws {
        let type = request.headers[.contentType]?.split(separator: ";").first.map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard type?.lowercased() == "application/x-www-form-urlencoded" else { throw Fault.contentType }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.maximumSize {
            throw Fault.tooLarge
        }
        do {
            try self.init(String(buffer: await request.body.collect(upTo: Self.maximumSize)))
        } catch let error as any HTTPResponseError where error.status == .contentTooLarge {
            throw Fault.tooLarge
        } catch is NIOTooManyBytesError {
            throw Fault.tooLarge
        }
    }

    /// Reads the text of a body.
    init(_ text: String) throws(Fault) {
        var values: [String: [String]] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = Self.decoded(parts[0]), let value = Self.decoded(parts.count > 1 ? parts[1] : "")
            else {
                throw .malformed
            }
            guard value.utf8.count <= Self.maximumValueSize else { throw .tooLarge }
            values[name, default: []].append(value)
        }
        self.values = values
    }

    /// The first value of a name.
    func first(_ name: String) -> String? { values[name]?.first }

    /// The first value of a name, where it is a whole number.
    func integer(_ name: String) -> Int? { first(name).flatMap { Int($0) } }

    /// All values of a name, in the order they were sent.
    func all(_ name: String) -> [String] { values[name] ?? [] }

    private static func decoded(_ text: Substring) -> String? {
        let decoded = String(text).replacing(scalars: ["+": " "]).removingPercentEncoding
        return decoded?.contains("\u{0}") == true ? nil : decoded
    }
}
