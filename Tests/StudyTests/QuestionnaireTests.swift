import Study
import Testing

@Suite("Questionnaire") struct QuestionnaireTests {
    @Test(
        "asks for each construct twice, once turned round, and has one attention check",
        arguments: StudyAssignment.allCases)
    func standard(assignment: StudyAssignment) {
        for questionnaire in [
            Questionnaire.standard(for: assignment), .standard(for: assignment, hasGrids: true),
        ] {
            holds(questionnaire, assignment)
        }
    }

    private func holds(_ questionnaire: Questionnaire, _ assignment: StudyAssignment) {
        #expect(questionnaire.problems.isEmpty)
        for construct in Question.Construct.allCases {
            #expect(
                questionnaire.questions.filter { $0.construct == construct }.map(\.isReversed).sorted {
                    !$0 && $1
                } == [
                    false, true,
                ])
        }
        #expect(questionnaire.questions.count { $0.kind == .attention } == 1)
        #expect(
            questionnaire.questions.count { $0.kind == .preference }
                == (assignment == .withinSubjects ? 1 : 0))
    }

    @Test("has its words in every built-in language", arguments: StudyTexts.builtIn)
    func words(texts: StudyTexts) {
        #expect(texts.missingKeys(for: .standard(for: .withinSubjects)).isEmpty)
        #expect(texts.missingKeys(for: .standard(for: .withinSubjects, hasGrids: true)).isEmpty)
    }

    @Test("asks about rating only where participants rate", arguments: StudyTexts.builtIn)
    func effort(texts: StudyTexts) {
        let rated = Questionnaire.standard(for: .betweenSubjects)
        let tapped = Questionnaire.standard(for: .betweenSubjects, hasGrids: true)
        #expect(
            zip(rated.questions, tapped.questions).filter { $0.id != $1.id }.map(\.1.construct) == [
                .effort, .effort,
            ])
        let words = tapped.questions.map(texts.text(of:)).joined(separator: " ").lowercased()
        #expect(!words.contains("rating") && !words.contains("평가"))
    }

    @Test("says what is wrong with its questions")
    func problems() {
        let questionnaire = Questionnaire(questions: [
            Question(id: "Ä", construct: .effort), Question(id: "a"),
            Question(id: "a", kind: .attention, expected: 6),
            Question(id: "p", kind: .preference), Question(id: "q", kind: .preference),
        ])
        #expect(
            questionnaire.problems == [
                "Question 1, “Ä”, must have an id of small letters, digits and hyphens.",
                "Question 2, “a”, must say which construct it measures.",
                "Question 3, “a”, has the id of an earlier question; give each its own.",
                "Question 3, “a”, is an attention check and must say which answer passes, from 1 to 5.",
                "The questionnaire asks for the preference more than once.",
            ])
    }

    @Test("scores constructs with the reversed questions turned round")
    func score() {
        let answers = [
            "relevance-taste": 5, "relevance-missed": 2, "novelty-new": 3, "effort-easy": 5,
            "diversity-mix": 9, "attention": 2,
            "preference": 1, "unknown": 4,
        ]
        let score = QuestionnaireScore(answers, to: .standard(for: .withinSubjects))
        #expect(score.means == ["relevance": 4.5, "novelty": 3, "effort": 1])
        #expect(score.isAttentive == true && score.preference == 1)
    }

    @Test("tells a failed attention check from one that was not answered")
    func attention() {
        let questionnaire = Questionnaire.standard(for: .betweenSubjects)
        #expect(QuestionnaireScore(["attention": 4], to: questionnaire).isAttentive == false)
        #expect(QuestionnaireScore([:], to: questionnaire).isAttentive == nil)
        #expect(QuestionnaireScore(["preference": -1], to: .standard(for: .withinSubjects)).preference == nil)
    }
}
