import Crypto
import Foundation
import Statistics
import Study
import Support
import Testing

@Suite("Study design") struct StudyDesignTests {
    static let sound = StudyDesign(
        name: "paper/Café", model: 2,
        arms: [
            StudyArm(name: "melu", list: 3, items: ["50", "tt-1"]),
            StudyArm(name: "popularity", list: 1, items: ["1", "2"]),
        ],
        assignment: .betweenSubjects, targetSize: 84, power: PowerCalculation(effect: 0.62), seed: .max,
        textHashes: ["ko": String(repeating: "0a", count: 32), "en": String(repeating: "f9", count: 32)])

    @Test("has one JSON text, which reads back to the same design")
    func text() throws {
        let data = try CanonicalJSON.data(Self.sound)
        #expect(try CanonicalJSON.data(JSONDecoder().decode(StudyDesign.self, from: data)) == data)
        #expect(try JSONDecoder().decode(StudyDesign.self, from: data) == Self.sound)
        let start =
            #"{"arms":[{"items":["50","tt-1"],"list":3,"name":"melu"},{"items":["1","2"],"list":1,"name":"popularity"}],"#
            + #""assignment":"between-subjects","blockSize":4,"itemsToRate":20,"model":2,"name":"paper/Café","#
            + #""power":{"effect":0.62,"power":0.8,"significance":0.05},"#
        #expect(String(decoding: data, as: UTF8.self).hasPrefix(start))
        #expect(String(decoding: data, as: UTF8.self).contains(#""seed":18446744073709551615"#))
    }

    @Test("has the SHA-256 of that text as its hash, which any change changes")
    func hash() throws {
        let digest = SHA256.hash(data: try CanonicalJSON.data(Self.sound))
        #expect(try Self.sound.hash() == StudyGolden.load().designHash)
        #expect(try Self.sound.hash() == digest.map { String(format: "%02x", $0) }.joined())
        var other = Self.sound
        other.arms.swapAt(0, 1)
        var third = Self.sound
        third.questionnaire.questions[0].isReversed = true
        #expect(try Set([Self.sound.hash(), other.hash(), third.hash()]).count == 3)
    }

    @Test("is sound for the paper's study and for one within subjects")
    func soundness() {
        var within = Self.sound
        within.name = "paper-2019"
        #expect(within.problems.isEmpty)
        within.assignment = .withinSubjects
        within.primaryOutcome = .preference
        within.questionnaire = .standard(for: .withinSubjects)
        #expect(within.problems.isEmpty)
        #expect(within.allocation.conditions == [[0, 1], [1, 0]])
    }

    @Test(
        "says what is wrong in a sentence",
        arguments: [
            ("one arm", "at least 2 arms; this one has 1"),
            ("same name", "Two arms have the name “melu”"),
            ("same list", "use the same list, 3"),
            ("items", "items to rate must be from 1 to 100; the design has 0"),
            ("recommendations", "recommendations must be from 1 to 100; the design has 101"),
            ("known", "known to at least 1 user to be recommended; the design has 0"),
            ("block", "multiple of the 2 arms, up to 1000, so that a block is balanced; it is 5"),
            ("target", "from 2 to 1000000 participants; it is 1"),
            ("preference", "“preference” needs participants who see every arm"),
            ("asked", "asks which arm is preferred, but participants see one arm"),
            ("unasked", "the questionnaire does not ask for it"),
            ("satisfaction", "no question asks for it"),
            ("satisfied once", "“satisfaction” needs participants who see one arm"),
            ("languages", "texts in no language"),
            ("hash", "“en” must be 64 lowercase hexadecimal digits; it is “F9”"),
            ("effect", "The effect must be above 0"),
            ("name", "needs a name"),
            ("address", "digits and hyphens; it is “Paper”"),
            ("length", "at most 64 small letters"),
            ("version", "has version 2"),
        ])
    func problems(change: String, sentence: String) {
        var design = Self.sound
        switch change {
        case "same name": design.arms[1].name = "melu"
        case "same list": design.arms[1].list = 3
        case "items": design.itemsToRate = 0
        case "recommendations": design.recommendations = 101
        case "known": design.minimumKnown = 0
        case "block": design.blockSize = 5
        case "target": design.targetSize = 1
        case "preference": design.primaryOutcome = .preference
        case "asked": design.questionnaire = .standard(for: .withinSubjects)
        case "unasked": (design.assignment, design.primaryOutcome) = (.withinSubjects, .preference)
        case "satisfaction": (design.primaryOutcome, design.questionnaire.questions) = (.satisfaction, [])
        case "satisfied once": (design.assignment, design.primaryOutcome) = (.withinSubjects, .satisfaction)
        case "languages": design.textHashes = [:]
        case "hash": design.textHashes["en"] = "F9"
        case "effect": design.power = PowerCalculation(effect: 0)
        case "name": design.name = " "
        case "address": design.name = "Paper"
        case "length": design.name = String(repeating: "a", count: 65)
        case "version": design.version = 2
        default: design.arms.removeLast()
        }
        #expect(design.problems.contains { $0.contains(sentence) && $0.hasSuffix(".") }, "\(design.problems)")
    }

    @Test("names the test that its primary outcome is decided by")
    func tests() {
        #expect(PrimaryOutcome.meanRating.test(for: .betweenSubjects) == .mannWhitney)
        #expect(PrimaryOutcome.discountedGain.test(for: .withinSubjects) == .wilcoxon)
        #expect(PrimaryOutcome.satisfaction.test(for: .withinSubjects) == nil)
        #expect(PrimaryOutcome.preference.test(for: .withinSubjects) == .mcNemar)
        #expect(PrimaryOutcome.preference.test(for: .betweenSubjects) == nil)
    }
}
