import Foundation
import Study
import TestSupport
import Testing

/// What `Tests/Golden/study_results.py` wrote: made-up sessions, and their results by scipy.
struct StudyResultsGolden: Decodable {
    struct Progress: Decodable {
        let enrolled, withdrawn: Int
        let steps: [Int]
    }

    struct Analysis: Codable {
        let summaries: [OutcomeSummary]
        let comparisons: [ArmComparison]
        let orderEffects: [OrderEffect]
    }

    struct Study: Decodable {
        let design: StudyDesign
        let sessions: [ParticipantSession]
        let progress: Progress
        let arms: [Progress]
        let analysis: Analysis
    }

    let origin: String
    let studies: [Study]

    static func load() throws -> StudyResultsGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/study_results.json")
        return try JSONDecoder().decode(StudyResultsGolden.self, from: Data(contentsOf: url))
    }

    static func study(_ name: String) throws -> Study {
        try #require(try load().studies.first { $0.design.name == name })
    }
}

extension StudyResultsGolden.Study {
    func results(isClosed: Bool = false, minCell: Int = 1) -> StudyResults {
        StudyResults(
            design: design, designHash: "0a", sessions: sessions, isClosed: isClosed, minCell: minCell)
    }
}

/// Compares two values by their JSON, numbers to 1e-9 of the expected one; returns where they differ.
func differences(_ found: some Encodable, _ expected: some Encodable) throws -> [String] {
    func tree(_ value: some Encodable) throws -> Any {
        try JSONSerialization.jsonObject(with: JSONEncoder().encode(value))
    }
    return differences(try tree(found), try tree(expected), path: "")
}

private func differences(_ found: Any?, _ expected: Any?, path: String) -> [String] {
    switch (found, expected) {
    case (let found as [String: Any], let expected as [String: Any]):
        Set(found.keys).union(expected.keys).sorted().flatMap {
            differences(found[$0], expected[$0], path: "\(path).\($0)")
        }
    case (let found as [Any], let expected as [Any]) where found.count == expected.count:
        expected.indices.flatMap { differences(found[$0], expected[$0], path: "\(path)[\($0)]") }
    case (let found as NSNumber, let expected as NSNumber)
    where abs(found.doubleValue - expected.doubleValue)
        <= 1e-9 * (expected.doubleValue == 0 ? 1 : abs(expected.doubleValue)):
        []
    case (let found as String, let expected as String) where found == expected: []
    default: ["\(path): \(found ?? "nothing") is not \(expected ?? "nothing")"]
    }
}
