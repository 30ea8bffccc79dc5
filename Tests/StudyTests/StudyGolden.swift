import Foundation
import TestSupport

/// What `Tests/Golden/study_statistics.py` wrote of a study's design.
struct StudyGolden: Decodable {
    let blocks: [Int]
    let designHash: String

    static func load() throws -> StudyGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/study_statistics.json")
        return try JSONDecoder().decode(StudyGolden.self, from: Data(contentsOf: url))
    }
}
