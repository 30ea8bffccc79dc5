import Datasets
import Foundation
import Hummingbird
import Preference
import Study

@testable import Web

/// What requests carry: forms, JSON and the parts of an address.
enum RequestBodies {
    static let targets = [
        FuzzTarget(name: "form") { input in
            guard let fields = try? FormFields(String(decoding: input, as: UTF8.self)) else { return }
            for field in AboutQuestion.all(of: SampleDataset.small).map(AboutField.init) {
                guard let values = try? field.answer(fields), !values.isEmpty else { continue }
                check([field.feature: values])
            }
            require((fields.first("csrf") == nil) == fields.all("csrf").isEmpty, "the first value is one of all")
            _ = fields.integer("place")
        },
        FuzzTarget(name: "json-recommendations") { input in
            read(RecommendationRequest.self, input) { request in
                let answers = try AnswerCheck(dataset: SampleDataset.small, field: "ratings").checked(request.ratings)
                require(
                    answers.allSatisfy { $0.rating.map(SampleDataset.small.scale.contains) ?? false }, "ratings are on the scale")
                check(request.features)
            }
        },
        FuzzTarget(name: "json-onboarding") { input in
            read(OnboardingRequest.self, input) { request in
                let answers = try AnswerCheck(dataset: SampleDataset.small, field: "answers").checked(request.answers)
                require(Set(answers.map(\.item)).count == answers.count, "an item is answered once")
            }
        },
        FuzzTarget(name: "address") { input in
            let request = SignedTexts.request(path: "/?" + String(decoding: input, as: UTF8.self))
            if let wanted = try? OnboardingRequest(request) {
                _ = try? AnswerCheck(dataset: SampleDataset.small, field: "answers").checked(wanted.answers)
            }
            let state = DemoState(request, dataset: SampleDataset.small, choices: [1, 2, 3, 4, 5])
            require(state.answers.allSatisfy { SampleDataset.small.items.ids.indices.contains($0.item) }, "items are known")
            let texts = LanguageChoice.texts(
                of: [.english, .korean], asked: nil, preferred: String(decoding: input, as: UTF8.self))
            require(["en", "ko"].contains(texts.language), "a page has a language")
        },
    ]

    private static func read<Value: Decodable>(_ type: Value.Type, _ input: [UInt8], check: (Value) throws -> Void) {
        do {
            try check(JSONBody.decode(type, from: Data(input)))
        } catch let error as WebError {
            require((400..<500).contains(error.status.code), "what a client sends is never the server's fault")
        } catch {
            require(false, "the error \(error) is none of ours")
        }
    }

    /// A user's features are encoded, or refused by name.
    private static func check(_ features: [String: [String]]) {
        do {
            _ = try NewUser(features, of: SampleDataset.small)
        } catch {
            require(!error.description.contains(where: \.isNewline), "an error is one line: \(error.description)")
        }
    }
}
