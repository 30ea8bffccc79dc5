extension StudyTexts {
    /// Korean.
    package static let korean = StudyTexts(
        language: "ko", name: "한국어",
        strings: [koreanQuestions, koreanPages, koreanFeatures].reduce(into: [:]) {
            $0.merge($1) { first, _ in first }
        })

    private static let koreanQuestions = [
        "scale.agreement.1": "전혀 그렇지 않다",
        "scale.agreement.2": "그렇지 않다",
        "scale.agreement.3": "보통이다",
        "scale.agreement.4": "그렇다",
        "scale.agreement.5": "매우 그렇다",
        "answer.unknown": "잘 모르는 작품이에요",
        "answer.taken": "알고 있고 좋아해요",
        "answer.not-taken": "제 취향이 아니에요",
        "questionnaire.title": "어떠셨나요?",
        "questionnaire.introduction": "각 문장에 얼마나 동의하는지 골라 주세요. 정답은 없습니다.",
        "question.relevance-taste": "추천된 작품이 내 취향에 맞았다.",
        "question.relevance-missed": "추천 중에는 나와 맞지 않는 작품이 많았다.",
        "question.novelty-new": "추천 덕분에 몰랐던 작품을 알게 되었다.",
        "question.novelty-known": "추천된 작품 대부분은 도움 없이도 떠올렸을 것이다.",
        "question.diversity-mix": "추천된 작품이 골고루 섞여 있었다.",
        "question.diversity-alike": "추천된 작품 대부분이 서로 비슷했다.",
        "question.satisfaction-overall": "전반적으로 추천에 만족한다.",
        "question.satisfaction-disappointed": "추천이 실망스러웠다.",
        "question.effort-tiring": "처음에 작품을 평가하는 일이 번거로웠다.",
        "question.effort-easy": "처음에 나온 작품에 대한 내 생각을 쉽게 답할 수 있었다.",
        "question.effort-tapping": "처음에 작품을 고르는 일이 번거로웠다.",
        "question.effort-tapping-easy": "처음에 나온 작품 중에서 쉽게 고를 수 있었다.",
        "question.attention": "문장을 읽고 계신지 확인하는 문항입니다. 여기서는 “{label}”를 골라 주세요.",
        "question.preference": "어느 추천이 더 마음에 드셨나요?",
        "preference.none": "둘 다 비슷하다",
        "preference.place": "{number}부의 추천",
    ]
}
