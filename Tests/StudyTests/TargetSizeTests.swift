import Datasets
import Foundation
import Statistics
import Study
import Testing

@Suite("Target size") struct TargetSizeTests {
    /// The figures per arm and per person are Noether's, which StudyStatistics' golden values cover: 46 and
    /// 28 for .62.
    @Test(
        "is what the rank test needs, in whole blocks",
        arguments: [
            (StudyAssignment.betweenSubjects, 2, 4, 92), (.betweenSubjects, 3, 6, 138),
            (.betweenSubjects, 2, 10, 100),
            (.withinSubjects, 2, 4, 28), (.withinSubjects, 3, 6, 30),
        ])
    func size(assignment: StudyAssignment, arms: Int, blockSize: Int, expected: Int) {
        #expect(
            PowerCalculation(effect: 0.62).targetSize(assignment, arms: arms, blockSize: blockSize)
                == expected)
    }

    @Test("is not there for an effect that too many would be needed for")
    func tooSmall() {
        #expect(PowerCalculation(effect: 0.0001).targetSize(.betweenSubjects, arms: 2, blockSize: 4) == nil)
        #expect(PowerCalculation(effect: 0).targetSize(.betweenSubjects, arms: 2, blockSize: 4) == nil)
    }

    @Test(
        "comes in blocks that hold every condition equally often",
        arguments: [
            (StudyAssignment.betweenSubjects, 2, 4), (.betweenSubjects, 3, 6), (.betweenSubjects, 5, 5),
            (.withinSubjects, 2, 4),
            (.withinSubjects, 3, 6), (.withinSubjects, 5, 10),
        ])
    func blocks(assignment: StudyAssignment, arms: Int, expected: Int) {
        #expect(PermutedBlocks.blockSize(assignment, arms: arms) == expected)
    }
}

@Suite("The overlap of arms") struct ArmOverlapTests {
    private static func design(_ lists: [[String]], items: Int = 20) -> StudyDesign {
        StudyDesign(
            name: "s", arms: lists.enumerated().map { StudyArm(name: "a\($0)", list: Int64($0), items: $1) },
            assignment: .betweenSubjects, itemsToRate: items, targetSize: 8, seed: 1)
    }

    @Test("counts the items that two arms both ask about, for every two")
    func counts() {
        let overlaps = Self.design([["1", "2", "3"], ["3", "1"], ["4"]]).armOverlaps
        #expect(overlaps.map(\.shared) == [2, 0, 0])
        #expect(overlaps.map(\.asked) == [2, 1, 1])
        #expect(overlaps.map { "\($0.arm) \($0.other)" } == ["a0 a1", "a0 a2", "a1 a2"])
        #expect(Self.design([["1", "2", "3"], ["3", "2"]], items: 1).armOverlaps.map(\.shared) == [0])
    }

    @Test("is nearly all from nine tenths on", arguments: [(18, true), (17, false), (20, true)])
    func nearly(shared: Int, isNearlyAll: Bool) {
        let list = (0..<20).map(String.init)
        let other = (0..<20).map { $0 < shared ? String($0) : "x\($0)" }
        #expect(Self.design([list, other]).armOverlaps.map(\.isNearlyAll) == [isNearlyAll])
    }
}

@Suite("A file of questions") struct QuestionnaireFileTests {
    @Test("is read as it is written")
    func reading() throws {
        let questionnaire = Questionnaire.standard(for: .withinSubjects)
        #expect(try Questionnaire(json: JSONEncoder().encode(questionnaire), file: "q.json") == questionnaire)
    }

    @Test(
        "says in one line what is wrong",
        arguments: [
            ("[", "this is not JSON"), ("[]", "wrong type"), ("{}", "\"questions\" is missing"),
            (#"{"questions": []}"#, "there are no questions"),
            (#"{"questions": [{"id": 1}]}"#, "in questions, 1, id"),
            (#"{"questions": [{"id": "a", "kind": "open", "isReversed": false}]}"#, "in questions, 1, kind"),
            (
                #"{"questions": [{"id": "a", "kind": "agreement", "isReversed": false}]}"#,
                "which construct it measures"
            ),
        ])
    func faults(json: String, sentence: String) {
        let error = #expect(throws: DatasetError.self) {
            try Questionnaire(json: Data(json.utf8), file: "q.json")
        }
        #expect(error?.description.hasPrefix("q.json: ") == true)
        #expect(error?.description.contains(sentence) == true, "\(error?.description ?? "")")
    }
}
