import Foundation
import HTTPTypes
import Hummingbird

/// Reads the JSON body of a request; every fault is a `WebError` that names the field.
enum JSONBody {
    /// Decodes a body.
    static func decode<Value: Decodable>(_ type: Value.Type, from request: Request, limit: Int) async throws -> Value {
        let media = request.headers[.contentType]?.split(separator: ";").first?.trimmingCharacters(in: .whitespaces)
        guard media?.lowercased() == "application/json" else {
            throw WebError(.unsupportedMediaType, "media_type", "Send the body as Content-Type: application/json.")
        }
        let buffer = try await request.body.collect(upTo: limit)
        do {
            return try JSONDecoder().decode(type, from: Data(buffer.readableBytesView))
        } catch let error as DecodingError {
            throw described(error)
        }
    }

    /// Where a value stands, such as `ratings[3].item`.
    static func path(_ keys: [any CodingKey]) -> String {
        keys.reduce(into: "") { path, key in
            if let index = key.intValue { path += "[\(index)]" } else { path += (path.isEmpty ? "" : ".") + key.stringValue }
        }
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
            return WebError(.badRequest, "not_json", "The body is not valid JSON in UTF-8.")
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
        ObjectIdentifier(Double.self): "a number", ObjectIdentifier([Any].self): "an array",
        ObjectIdentifier([String: Any].self): "an object",
    ]
}

/// A member's name.
struct MemberName: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
    init(_ name: String) { stringValue = name }
}

extension Decoder {
    /// The members of an object, none of them unknown.
    func members(_ known: [String]) throws -> KeyedDecodingContainer<MemberName> {
        let container = try container(keyedBy: MemberName.self)
        for key in container.allKeys where !known.contains(key.stringValue) {
            let path = JSONBody.path(codingPath + [MemberName(String(key.stringValue.prefix(60)))])
            throw WebError(
                .badRequest, "unknown_field", "\(path) is no member of this object; it has \(known.joined(separator: ", ")).",
                field: path)
        }
        return container
    }
}
