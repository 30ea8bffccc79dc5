import Foundation
import Scaling
import Testing

@Suite("Vocabulary")
struct VocabularyTests {
    @Test("written and read is the same bytes")
    func roundTrip() throws {
        let small = try SmallCatalogue()
        let read = try Vocabulary(small.vocabularyFile, file: "vocabulary.json")
        #expect(try read.encoded() == small.vocabularyFile)
        #expect(
            read.items.ids == small.dataset.items.ids && read.architecture == small.estimator.architecture)
    }

    @Test("belongs to one file of weights")
    func weights() throws {
        let small = try SmallCatalogue()
        let other = try SmallCatalogue(seed: 2)
        #expect(
            try small.vocabulary.estimator(small.weights, file: "w").parameters == small.estimator.parameters)
        let error = #expect(throws: ShardError.self) {
            try small.vocabulary.estimator(other.weights, file: "other.safetensors")
        }
        #expect(error?.description.hasPrefix("other.safetensors: these are not the weights") == true)
    }

    @Test(
        "that was changed by hand is refused",
        arguments: [
            ("\"items\":[\"0\"", "\"items\":[\"9\""), ("icebreaker vocabulary 2", "icebreaker vocabulary 1"),
            ("\"tokens\":[\"x\"", "\"tokens\":[\"zz\""), ("\"embeddingWidth\":4", "\"embeddingWidth\":0"),
            ("{", "["),
            ("\"queryCount\":3", "\"queryCount\":0"), ("\"name\":\"age\"", "\"name\":\"area\""),
        ])
    func changed(_ old: String, _ new: String) throws {
        let small = try SmallCatalogue()
        let text = String(decoding: small.vocabularyFile, as: UTF8.self)
        #expect(text.contains(old))
        let changed = text.replacing(old, with: new)
        #expect(throws: ShardError.self) { try Vocabulary(Data(changed.utf8), file: "v") }
    }
}
