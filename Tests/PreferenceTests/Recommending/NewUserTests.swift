import Datasets
import Preference
import TestSupport
import Testing

@Suite("New user")
struct NewUserTests {
    static let problem = RecommenderProblem()

    @Test("has the inputs of a user of the dataset with the same features, to the last bit")
    func sameInputs() throws {
        try Self.check(Self.problem.dataset, Self.problem.estimator)
    }

    @Test(
        "has the inputs of each of the 6,040 users of MovieLens-1M, to the last bit",
        .enabled(if: ReferenceData.isPresent, "needs the reference outputs of MovieLens-1M"))
    func movieLens1M() throws {
        let reference = try ReferenceTasks.movieLens1M.get()
        #expect(reference.dataset.users.count == 6040)
        try Self.check(reference.dataset, reference.estimator("weights_epoch20_fo_f32", as: Float.self))
    }

    @Test("of a dataset without user features needs none")
    func noFeatures() throws {
        let dataset = try DatasetReader.read(ReferenceData.fixtures.appending(path: "ml-latest-small"))
        let user = try NewUser([:], of: dataset)
        #expect(Estimator<Float>(zeros: EstimatorArchitecture(for: dataset)).inputs(of: user).isEmpty)
        #expect(
            Self.message(["age": ["25"]], dataset) == "age: no such user feature; this dataset takes none.")
    }

    @Test("counts a repeated token once and takes the order of the tokens for nothing")
    func tokensCollapse() throws {
        let user = try NewUser(["tags": ["t3", "t1", "t3"]], of: Self.problem.dataset)
        #expect(try user == NewUser(["tags": ["t1", "t3"]], of: Self.problem.dataset))
    }

    @Test(
        "with a faulty feature is refused in one sentence that says what is allowed",
        arguments: [
            (["colour": ["red"]], "colour: no such user feature; this dataset takes job, tags, age."),
            (["note": ["t1"]], "note: no such user feature; this dataset takes job, tags, age."),
            (["no\nte": ["t1"]], "no te: no such user feature; this dataset takes job, tags, age."),
            (
                ["job": ["king"]],
                "job: \"king\" is none of its values; they are t0, t10, t2, t4, t7, t8, t9."
            ),
            (["job": ["t1", "t2"]], "job: 2 values were given; it takes one at most."),
            (
                ["tags": ["t1", ""]],
                "tags: \"\" is none of its values; they are t0, t1, t10, t11, t2, t3, t4, t5, t6, t7 and 2 more."
            ),
            (["age": ["old"]], "age: \"old\" is no number; give a finite one, such as 27 or 0.5."),
            (["age": ["inf"]], "age: \"inf\" is no number; give a finite one, such as 27 or 0.5."),
            (["age": ["1", "2"]], "age: 2 values were given; it takes one at most."),
        ])
    func faults(features: [String: [String]], message: String) {
        #expect(Self.message(features, Self.problem.dataset) == message)
    }

    private static func message(_ features: [String: [String]], _ dataset: Dataset) -> String? {
        do throws(UserFeatureError) {
            _ = try NewUser(features, of: dataset)
            return nil
        } catch { return error.description }
    }

    private static func check(_ dataset: Dataset, _ estimator: Estimator<Float>) throws {
        let inputs = EstimatorInputs(dataset, architecture: estimator.architecture)
        for user in 0..<dataset.users.count {
            let typed = try NewUser(typedFeatures(ofUser: user, in: dataset), of: dataset)
            #expect(estimator.inputs(of: typed) == estimator.inputs(ofUser: user, in: inputs), "user \(user)")
        }
    }
}
