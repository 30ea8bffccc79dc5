import Study

/// The words of the demonstration page in one language; the answers' own words are those of the studies.
struct DemoTexts: Sendable {
    /// The words of answers and languages.
    let study: StudyTexts
    private let strings: [String: String]

    /// In the language that the address asks for, else that the browser prefers, of English and Korean.
    init(asked: String?, preferred: String?) {
        study = LanguageChoice.texts(of: StudyTexts.builtIn, asked: asked, preferred: preferred)
        strings = study.language == "ko" ? Self.korean : Self.english
    }

    /// A string with its places filled in; a string about ratings has a twin about answers without ratings.
    func text(_ key: String, isRated: Bool = true, _ values: [String: String] = [:]) -> String {
        let template = (isRated ? nil : strings["\(key).taken"]) ?? strings[key] ?? key
        return values.sorted { $0.key < $1.key }.reduce(template) {
            $0.replacing("{\($1.key)}", with: $1.value)
        }
    }

    private static let english = [
        "title": "Try the onboarding",
        "introduction":
            "Rate a few items and see how the recommendations below follow your answers. Nothing is stored.",
        "introduction.taken":
            "Say what you think of a few items and see how the recommendations below follow. Nothing is stored.",
        "progress": "Item {number} of {total}", "answered": "Answered",
        "preparing": "Interviews are still being prepared; reload this page in a moment.",
        "no-list": "This workspace has no list yet; make one with “icebreaker select --strategy popularity”.",
        "enough": "That was enough: {count} items.", "enough.one": "That was enough: 1 item.",
        "recommended": "Recommended now",
        "hint":
            "The number is the estimated rating after the local update on your ratings, from {lowest} to {highest}; an estimate "
            + "beyond an end of the scale is shown as that end. Beneath it stands what your last answer changed.",
        "hint.taken":
            "The items are in the order in which the model expects you to take them, after the local update on your "
            + "answers. On the right stands what your last answer changed.",
        "known": "Only items that at least {count} users know are recommended.",
        "known.all": "So few users are known that every item may be recommended.",
        "nothing": "Nothing is left to recommend: you answered about all {count} items.",
        "no-estimates":
            "The model has no finite estimate of any item for these answers; it has to be trained again.",
        "answers": "Your answers", "take-back": "take back",
        "take-back.about": "Take back the answer about {title}",
        "settings": "Settings", "choice": "How items are chosen",
        "choice.list": "The list, the same for everybody",
        "choice.adaptive": "An interview that follows your answers",
        "not-said": "not said", "use": "Use these", "again": "Start again",
        "new": "new", "same": "as before", "up": "up {count}", "down": "down {count}",
        "raised": "Recommended mainly because of your ratings of {titles}.",
        "raised.one": "Recommended mainly because of your rating of {titles}.",
        "raised.taken": "Recommended mainly because of what you said about {titles}.",
        "lowered":
            "Your ratings count against this, {titles} most of all, but it was a strong suggestion to begin with.",
        "lowered.taken":
            "Your answers count against this, {titles} most of all, but it was a strong suggestion to begin with.",
        "unmoved": "None of your ratings moved this: it is what the model expects of a user like you.",
        "unmoved.taken": "None of your answers moved this: it is what the model expects of a user like you.",
        "unanswered": "What the model expects of a user like you, before you answer anything.",
        "and": " and ",
    ]

    private static let korean = [
        "title": "온보딩 체험하기",
        "introduction": "몇 가지 항목을 평가하면 아래 추천이 어떻게 달라지는지 볼 수 있습니다. 아무것도 저장되지 않습니다.",
        "introduction.taken": "몇 가지 항목에 답하면 아래 추천이 어떻게 달라지는지 볼 수 있습니다. 아무것도 저장되지 않습니다.",
        "progress": "{total}개 중 {number}번째", "answered": "답한 항목",
        "preparing": "인터뷰를 준비하고 있습니다. 잠시 후 이 페이지를 새로 고침해 주세요.",
        "no-list": "아직 목록이 없습니다. “icebreaker select --strategy popularity” 명령으로 만들 수 있습니다.",
        "enough": "항목 {count}개로 충분합니다.", "enough.one": "항목 1개로 충분합니다.",
        "recommended": "지금의 추천",
        "hint":
            "숫자는 답변에 맞춰 조정한 뒤의 예상 평점입니다({lowest}~{highest}). 척도를 벗어난 값은 척도의 끝 값으로 보여 줍니다. 아래에는 마지막 답변으로 달라진 점이 있습니다.",
        "hint.taken": "답변에 맞춰 조정한 뒤, 선택할 가능성이 높다고 모델이 보는 순서입니다. 오른쪽에는 마지막 답변으로 달라진 점이 있습니다.",
        "known": "{count}명 이상이 아는 항목만 추천합니다.", "known.all": "사용자 수가 적어 모든 항목을 추천할 수 있습니다.",
        "nothing": "더 추천할 항목이 없습니다. 항목 {count}개에 모두 답했습니다.",
        "no-estimates": "이 답변으로는 모델이 어떤 항목도 계산하지 못했습니다. 모델을 다시 학습해야 합니다.",
        "answers": "나의 답변", "take-back": "취소", "take-back.about": "{title}에 대한 답변 취소",
        "settings": "설정", "choice": "항목을 고르는 방법",
        "choice.list": "모두에게 같은 목록", "choice.adaptive": "답변에 따라 달라지는 인터뷰",
        "not-said": "밝히지 않음", "use": "적용하기", "again": "처음부터 다시",
        "new": "새 추천", "same": "그대로", "up": "{count}계단 위로", "down": "{count}계단 아래로",
        "raised": "주로 다음 항목에 준 평점에 따른 추천입니다: {titles}", "raised.one": "주로 다음 항목에 준 평점에 따른 추천입니다: {titles}",
        "raised.taken": "주로 다음 항목에 대한 답변에 따른 추천입니다: {titles}",
        "lowered": "답변은 이 추천에 불리했지만(특히 {titles}), 처음부터 강한 추천이었습니다.",
        "unmoved": "답변의 영향 없이, 비슷한 사용자를 바탕으로 한 추천입니다.",
        "unanswered": "아직 답변이 없을 때, 비슷한 사용자를 바탕으로 한 추천입니다.", "and": ", ",
    ]
}
