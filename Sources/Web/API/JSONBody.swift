import Foundation
import HTTPTypes
import Hummingbird

/// Reads the JSON body of a request; every fault is a `WebError` that names the field.
enum JSONBody {
    /// Decodes a body.
    static func decode<Value: Decodable>(_ type: Value.Type, from request: Request, limit: Int) async throws
        -> Value
    {
        let media = request.headers[.contentType]
        guard media == "application/json" || isJSON(media) else {
            throw WebError(
                .unsupportedMediaType, "media_type", "Send the body as Content-Type: application/json.")
        }
        return try decode(type, from: Data(try await request.body.collect(upTo: limit).readableBytesView))
    }

    /// Decodes the bytes of a body.
    static func decode<Value: Decodable>(_ type: Value.Type, from data: Data) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw described(error)
        }
    }

    private static func isJSON(_ type: String?) -> Bool {
        let media = type?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces)
        return media?.lowercased() == "application/json"
    }

    /// Where a value stands, such as `ratings[3].item`.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path = self.path(path, key.stringValue)
            }
        }
    }

    /// Where a member of an object stands.
    static func path(_ keys: [any CodingKey], _ name: String) -> String { path(path(keys), name) }

    private static func path(_ object: String, _ name: String) -> String {
        object.isEmpty ? name : object + "." + name
    }

    private static func described(_ error: DecodingError) -> WebError {
        switch error {
        case .keyNotFound(let key, let context):
            return fault("is missing", context.codingPath + [key])
        case .valueNotFound(_, let context):
            return fault("must not be null", context.codingPath)
        case .typeMismatch(let type, let context):
            return fault("must be \(words[ObjectIdentifier(type)] ?? "of another type")", context.codingPath)
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            return fault("has a value that cannot be read", context.codingPath)
        default:
            return WebError(
                .badRequest, "not_json",
                "The body is not valid JSON in UTF-8, or has a number too large to read.")
        }
    }

    private static func fault(_ problem: String, _ keys: [any CodingKey]) -> WebError {
        let path = path(keys)
        return WebError(
            .badRequest, "invalid", path.isEmpty ? "The body \(problem)." : "\(path) \(problem).",
            field: path.isEmpty ? nil : path)
    }

    private static let words: [ObjectIdentifier: String] = [
        ObjectIdentifier(String.self): "a string", ObjectIdentifier(Int.self): "an integer",
        ObjectIdentifier(Double.self): "a number", ObjectIdentifier(Bool.self): "true or false",
        ObjectIdentifier([Any].self): "an array",
        ObjectIdentifier([String: Any].self): "an object",
    ]
}

/// An object of which the names of all members are known.
protocol KnownMembers {
    /// The names that a member may have.
    static var memberNames: [String] { get }
}

/// A member's name.
///
/// A decoder makes one of each name that it finds, and none of a name that `Object` knows: so `allKeys` has
/// the unknown members alone, and costs next to nothing where there are none.
struct MemberName<Object: KnownMembers>: CodingKey, ExpressibleByStringLiteral {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) {
        guard !Object.memberNames.contains(stringValue) else { return nil }
        self.stringValue = stringValue
    }
    init?(intValue: Int) { nil }
    init(stringLiteral name: StaticString) { stringValue = name.description }
}

extension Decoder {
    /// The members of an object, none of them unknown.
    func members<Object: KnownMembers>(of type: Object.Type) throws -> KeyedDecodingContainer<
        MemberName<Object>
    > {
        let container = try container(keyedBy: MemberName<Object>.self)
        if let key = container.allKeys.first {
            let path = JSONBody.path(codingPath, String(key.stringValue.prefix(60)))
            throw WebError(
                .badRequest, "unknown_field",
                "\(path) is no member of this object; it has \(Object.memberNames.joined(separator: ", ")).",
                field: path)
        }
        return container
    }
}
