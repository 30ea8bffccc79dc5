extension StudyTexts {
    /// English; its keys are those that every language must have.
    package static let english = StudyTexts(
        language: "en", name: "English",
        strings: [englishQuestions, englishPages, englishFeatures].reduce(into: [:]) {
            $0.merge($1) { first, _ in first }
        })

    private static let englishQuestions = [
        "scale.agreement.1": "Strongly disagree",
        "scale.agreement.2": "Disagree",
        "scale.agreement.3": "Neither agree nor disagree",
        "scale.agreement.4": "Agree",
        "scale.agreement.5": "Strongly agree",
        "answer.unknown": "I do not know this",
        "answer.taken": "I know it and like it",
        "answer.not-taken": "Not for me",
        "questionnaire.title": "What did you think?",
        "questionnaire.introduction":
            "Please say how far you agree with each sentence. There are no right or wrong answers.",
        "question.relevance-taste": "The recommendations suited my taste.",
        "question.relevance-missed": "Many of the recommendations were not for someone like me.",
        "question.novelty-new": "The recommendations brought up titles that were new to me.",
        "question.novelty-known": "I would have thought of most of these titles without help.",
        "question.diversity-mix": "The recommendations offered a good mix.",
        "question.diversity-alike": "Most of the recommendations were of much the same kind.",
        "question.satisfaction-overall": "On the whole, I am happy with the recommendations.",
        "question.satisfaction-disappointed": "The recommendations were a disappointment.",
        "question.effort-tiring": "Rating the first titles was tiring.",
        "question.effort-easy": "It was easy to say what I think of the first titles.",
        "question.effort-tapping": "Going through the first titles was tiring.",
        "question.effort-tapping-easy": "It was easy to pick from the first titles.",
        "question.attention": "To show that you read each sentence, please choose “{label}” here.",
        "question.preference": "Which recommendations did you like better?",
        "preference.none": "I liked them equally",
        "preference.place": "Those of part {number}",
    ]
}
