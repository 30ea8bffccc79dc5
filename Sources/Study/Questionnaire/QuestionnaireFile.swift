import Datasets
import Foundation

extension Questionnaire {
    /// Reads a file of questions, such as
    /// `{"questions": [{"id": "novelty-new", "kind": "agreement", "construct": "novelty", "isReversed": false}]}`.
    /// - Parameters:
    ///   - json: the file's bytes.
    ///   - file: its name, for errors.
    /// - Throws: `DatasetError` for what is not such a file or has `problems`.
    package init(json: Data, file: String) throws {
        do {
            self = try JSONDecoder().decode(Questionnaire.self, from: json)
        } catch let error as DecodingError {
            throw DatasetError(
                file: file, problem: Self.problem(error), fix: "write it as docs/user-study.md shows")
        }
        if questions.isEmpty {
            throw DatasetError(file: file, problem: "there are no questions", fix: "add at least one")
        }
        if let problem = problems.first {
            throw DatasetError(file: file, problem: String(problem.dropLast()), fix: "correct the question")
        }
    }

    private static func problem(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "\"\(key.stringValue)\" is missing\(place(context))"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "a value has the wrong type\(place(context))"
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "this is not JSON"
        case .dataCorrupted(let context): "a value is none of those that are known\(place(context))"
        @unknown default: "this is not a list of questions"
        }
    }

    /// Such as ` in questions, 3, kind`, with places counted from 1.
    private static func place(_ context: DecodingError.Context) -> String {
        guard !context.codingPath.isEmpty else { return "" }
        return " in "
            + context.codingPath.map { $0.intValue.map { String($0 + 1) } ?? $0.stringValue }.joined(
                separator: ", ")
    }
}
