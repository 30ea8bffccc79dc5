import Algebra
import Datasets
import Foundation
import Preference
import Tasks
import TestSupport

/// The reference's own encoding of MovieLens-1M: features and tasks as the PyTorch program saw them.
///
/// Read from its CSV files rather than from the dataset, so that these tests check the estimator alone.
struct ReferenceTasks {
    let dataset: Dataset
    let warm: TaskSet

    static let movieLens1M = Result { try ReferenceTasks() }

    private init() throws {
        let vocabulary = try JSONDecoder().decode(
            [String: [String]].self, from: Data(contentsOf: ReferenceData.melu.appending(path: "vocab.json")))
        func table(_ file: String) throws -> EntityTable {
            let rows = try Self.rows(file)
            let features = rows[0].indices.dropFirst().map { column in
                let name = rows[0][column]
                let words = vocabulary[name] ?? []
                let tokens = rows.dropFirst().map { row in
                    row[column].split(separator: "|").compactMap { Int($0).map { words[$0] } }
                }
                let values = TokenColumn(rows: tokens, vocabulary: words)
                let isMultivalued = ["genre", "director", "actor"].contains(name)
                return Feature(
                    name: name, values: isMultivalued ? .multivalued(values) : .categorical(values))
            }
            return EntityTable(ids: rows.dropFirst().map { ExternalID($0[0]) }, features: features)
        }
        let (users, items) = (try table("user_features.csv"), try table("item_features.csv"))
        dataset = Dataset(
            name: "reference", format: "reference", users: users, items: items,
            interactions: Interactions(users: [], items: [], ratings: []),
            scale: RatingScale(minimum: 1, maximum: 5))
        warm = try Self.tasks("split_warm_state.csv", users: users, items: items)
    }

    /// The tasks of one of the reference's split files.
    static func tasks(_ file: String, users: EntityTable, items: EntityTable) throws -> TaskSet {
        var tasks: [UserTask] = []
        let rows = try rows(file).dropFirst()
        for rows in rows.chunked(by: { $0[0] == $1[0] }) {
            guard let first = rows.first, let user = users.position(of: ExternalID(first[0])) else {
                continue
            }
            tasks.append(
                UserTask(
                    user: Int32(user),
                    items: rows.compactMap { items.position(of: ExternalID($0[1])).map(Int32.init) },
                    ratings: rows.compactMap { Double($0[2]) }, supportCount: rows.count { $0[3] == "s" }))
        }
        return TaskSet(
            scenario: .warm, tasks: tasks, usersInScenario: tasks.count, ratingsInScenario: rows.count)
    }

    /// The fields of a CSV file of the reference, which has neither quotes nor carriage returns.
    static func rows(_ file: String) throws -> [[String]] {
        try String(contentsOf: ReferenceData.melu.appending(path: file), encoding: .utf8).split(
            separator: "\n"
        ).map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The tensors of a safetensors file of the reference.
    static func tensors(_ file: String) throws -> [String: Tensor] {
        try Safetensors(
            Data(contentsOf: ReferenceData.melu.appending(path: "\(file).safetensors")), file: file
        ).tensors
    }

    /// The estimator with the reference's weights.
    func estimator<Scalar: EstimatorScalar>(_ file: String, as type: Scalar.Type) throws -> Estimator<Scalar>
    {
        try Estimator(Self.tensors(file), architecture: EstimatorArchitecture(for: dataset), file: file)
    }
}

extension Collection {
    /// Runs of neighbours that belong together.
    func chunked(by belongs: (Element, Element) -> Bool) -> [[Element]] {
        reduce(into: [[Element]]()) { chunks, element in
            if let last = chunks.last?.last, belongs(last, element) {
                chunks[chunks.count - 1].append(element)
            } else {
                chunks.append([element])
            }
        }
    }
}
