extension StudyTexts {
    /// The words of the pages before and after the questionnaire, in Korean.
    static let koreanPages = [
        "page.skip": "본문으로 건너뛰기",
        "page.language": "언어",
        "page.error": "오류",
        "page.notice": "알림",
        "page.continue": "계속하기",
        "page.part": "전체 {parts}부 중 {part}부",
        "page.progress": "{count}개 중 {number}번째",
        "study.title": "무엇을 좋아하세요?",
        "consent.introduction":
            "관심을 가져 주셔서 감사합니다. 이 연구는 **서비스가 처음 온 분의 취향을 몇 가지 질문만으로 알아내어** 처음부터 알맞은 추천을 하는 방법을 살펴봅니다.",
        "consent.task.title": "참여하면 하게 되는 일",
        "consent.task.about": "- 원하시면 자신에 대해 몇 가지를 알려 줍니다.",
        "consent.task": """
        - 작품 {items}개를 평가하거나 잘 모른다고 답합니다.
        - 그 답으로 만든 추천 {recommendations}개를 보고 평가합니다.
        - 짧은 설문에 답합니다.
        """,
        "consent.parts": "작품 평가와 추천은 {parts}부로 나누어 {parts}번 진행됩니다.",
        "consent.task.grid": """
        - 한꺼번에 나오는 작품 {items}개 중에서 이미 보신 작품을 누릅니다.
        - 그 답으로 만든 추천 {recommendations}개를 보고 평가합니다.
        - 짧은 설문에 답합니다.
        """,
        "consent.task.grid.liked": """
        - 한꺼번에 나오는 작품 {items}개 중에서 알고 좋아하는 작품을 누릅니다.
        - 그 답으로 만든 추천 {recommendations}개를 보고 평가합니다.
        - 짧은 설문에 답합니다.
        """,
        "consent.parts.grid": "작품 고르기와 추천은 {parts}부로 나누어 {parts}번 진행됩니다.",
        "consent.time": "시간제한은 없습니다. 언제든지 멈추었다가 나중에 멈춘 곳에서 이어서 할 수 있습니다.",
        "consent.data.title": "저장되는 정보",
        "consent.data": """
        답변과 답변한 시각, 선택한 언어, 각 답변에 걸린 시간을 저장합니다. 이름이나 인터넷 주소(IP 주소) 등 누구인지 알 수 있는 정보는 **저장하지 않습니다.** 쿠키는 연구에서 진행한 \
        위치를 기억하는 데에만 씁니다.
        """,
        "consent.retention": "답변은 늦어도 연구를 마감하고 {period} 뒤까지 모두 삭제합니다.",
        "period.days": "{count}일",
        "period.days.one": "1일",
        "period.months": "{count}개월",
        "period.months.one": "1개월",
        "period.years": "{count}년",
        "period.years.one": "1년",
        "consent.rights.title": "참여자의 권리",
        "consent.rights":
            "참여는 자유입니다. 이유를 밝히지 않고 언제든지 불이익 없이 그만둘 수 있습니다. 모든 페이지에 참여 철회 링크가 있으며, 철회하면 **모든 답변이 삭제됩니다.**",
        "consent.contact.title": "문의",
        "consent.contact": "이 연구에 대한 문의: {contact}",
        "consent.contact.none": "이 연구에 초대한 분께 문의해 주세요.",
        "consent.agree": "동의하고 참여하기",
        "consent.decline": "참여하지 않으려면 이 페이지를 닫으면 됩니다. 아직 아무것도 저장되지 않았습니다.",
        "link.title": "나중에 또는 다른 기기에서 이어서 하기",
        "link.explanation":
            "참여자님만의 개인 링크입니다. 열면 멈춘 곳에서 이어집니다. 이 링크를 아는 사람은 답변을 보고 바꿀 수 있으니 다른 사람에게 알려 주지 마세요.",
        "resume.title": "여기서 시작하신 분이 맞나요?",
        "resume.text": """
        {time}에 이 연구를 시작한 분의 개인 링크입니다. 본인이시면 멈춘 곳에서 이어서 하시고, 다른 분의 링크라면 새로 시작해 주세요. 두 사람의 답변이 섞이면 안 됩니다.
        """,
        "resume.confirm": "네, 이어서 하겠습니다",
        "resume.other": "아니요, 새로 시작하겠습니다",
        "resume.explanation": "선택하기 전에는 아무것도 저장되지 않습니다.",
        "about.title": "참여자님에 대해",
        "about.introduction": "모두 선택 사항이며, 추천을 만드는 데 도움이 됩니다.",
        "about.introduction.grid": "모두 선택 사항입니다. 어떤 분들이 참여했는지 알아보는 데에만 쓰며, 추천은 달라지지 않습니다.",
        "about.none": "답하고 싶지 않아요",
        "about.several": "해당하는 것을 모두 골라 주세요.",
        "about.text": "예: {example}. 답하고 싶지 않으면 비워 두세요.",
        "about.number": "{low}부터 {high}까지의 숫자입니다. 답하고 싶지 않으면 비워 두세요.",
        "about.error.text": "‘{value}’은(는) 이 연구에서 쓰지 않는 값입니다. 고치거나 비워 두세요.",
        "about.error.number": "{low}부터 {high}까지의 숫자를 쓰거나 비워 두세요.",
        "about.error.choice": "보기 중에서 골라 주세요.",
        "rate.title": "이 작품을 아시나요?",
        "rate.question": "얼마나 마음에 드세요?",
        "rate.low": "매우 별로예요",
        "rate.high": "매우 좋아요",
        "rate.button": "{maximum}점 만점에 {rating}점",
        "rate.given": "지금까지의 답: {answer}. 바꾸려면 다른 답을 골라 주세요.",
        "rate.back": "이전 작품으로",
        "rate.keep": "그대로 두고 계속하기",
        "rate.year": "연도",
        "rate.genres": "장르",
        "part.introduction": "{part}부를 시작합니다. 다른 작품이 나오며, 추천도 새로 만듭니다.",
        "grid.title": "이 중에서 어떤 작품을 아시나요?",
        "grid.introduction": "이미 보신 작품을 모두 눌러 주세요. 없으면 그대로 계속하시면 됩니다.",
        "grid.title.liked": "이 중에서 어떤 작품을 좋아하시나요?",
        "grid.introduction.liked": "알고 좋아하는 작품을 모두 눌러 주세요. 없으면 그대로 계속하시면 됩니다.",
        "grid.marked": "앞에서 누르신 작품은 이미 표시되어 있습니다. 바꾸실 수 있습니다.",
        "grid.count": "고른 작품: {count}개",
        "grid.back": "이전 작품들로",
        "ready.title": "마지막 작품까지 마쳤습니다",
        "ready.text": "이제 답변을 바탕으로 추천을 만듭니다. 추천을 만든 뒤에는 앞의 답변을 바꿀 수 없습니다.",
        "ready.unknown": """
        아시는 작품이 없었습니다. 자신에 대해 알려 주신 내용(있다면)과 다른 사람들이 좋아하는 것을 바탕으로 추천을 만듭니다. 추천을 만든 뒤에는 앞의 답변을 바꿀 수 없습니다.
        """,
        "ready.submit": "추천 보기",
        "ready.title.grid": "고르신 작품이 저장되었습니다",
        "ready.text.grid":
            "작품 {items}개 중 {count}개를 누르셨습니다. 이제 이 답을 바탕으로 추천을 만듭니다. 추천을 만든 뒤에는 고른 작품을 바꿀 수 없습니다.",
        "ready.unknown.grid": "누르신 작품이 없습니다. 이것도 답이므로, 이를 바탕으로 추천을 만듭니다. 추천을 만든 뒤에는 답을 바꿀 수 없습니다.",
        "ready.back.grid": "고른 작품 바꾸기",
        "recommendation.title": "참여자님을 위한 추천",
        "recommendation.question": "얼마나 마음에 들 것 같으세요? 이미 아는 작품이라면 얼마나 마음에 드셨나요?",
        "recommendation.choose": "이 작품을 고르겠어요",
        "recommendation.hint": "해당하면 먼저 표시해 주세요. 점수를 고르면 함께 저장되고 다음으로 넘어갑니다.",
        "recommendation.back": "이전 추천으로",
        "overview.title": "추천 전체 보기",
        "overview.introduction": "받은 추천을 한눈에 볼 수 있습니다. 아직 답을 바꿀 수 있습니다.",
        "overview.rating": "{rating}점",
        "overview.chosen": "고르겠어요",
        "overview.change": "바꾸기",
        "overview.submit": "완료하고 계속하기",
        "questionnaire.submit": "답변 보내기",
        "questionnaire.missing.title": "아직 답하지 않은 문항이 있습니다",
        "questionnaire.missing": "이 문항에 답해 주세요.",
        "about.error.title": "다음 답을 고쳐 주세요",
        "thanks.title": "감사합니다!",
        "thanks.text": "연구를 모두 마쳤습니다. 답변은 모두 저장되었습니다.",
        "thanks.code": "참여 완료 코드",
        "thanks.explanation": "초대한 분이 코드를 요청하면 이 코드를 알려 주세요. 코드로는 답변을 볼 수 없습니다.",
        "withdraw.link": "참여 철회하기",
        "withdraw.title": "참여를 철회하시겠어요?",
        "withdraw.text": "**모든 답변이 즉시 삭제됩니다.** 삭제한 뒤에는 되돌릴 수 없습니다.",
        "withdraw.confirm": "철회하고 모두 삭제하기",
        "withdraw.cancel": "아니요, 연구로 돌아가기",
        "withdrawn.title": "참여가 철회되었습니다",
        "withdrawn.text": "모든 답변이 삭제되었습니다. 시간을 내주셔서 감사합니다. 이 페이지를 닫으셔도 됩니다.",
        "notice.stale": "이미 지난 페이지였습니다. 지금 진행 중인 곳을 보여 드립니다.",
        "notice.locked": "그 답으로 이미 추천을 만들었기 때문에 더 이상 바꿀 수 없습니다.",
        "error.missing.title": "페이지를 찾을 수 없습니다",
        "error.missing.text": "이 주소에는 진행 중인 연구가 없습니다. 링크가 잘리지 않았는지 확인해 주세요.",
        "error.closed.title": "이 연구는 마감되었습니다",
        "error.closed.text": "더 이상 새로운 참여자를 받지 않습니다. 관심을 가져 주셔서 감사합니다. 이미 시작하셨다면 개인 링크로 이어서 할 수 있습니다.",
        "error.full.title": "감사합니다. 참여 인원이 모두 찼습니다",
        "error.full.text": """
        이 연구에 필요한 인원이 모두 참여하고 있어 새로운 참여자를 받지 않습니다. 관심을 가져 주셔서 감사합니다. 참여자님에 대해 저장된 것은 없습니다. 이미 시작하셨다면 개인 링크를 열어 이어서 해 주세요.
        """,
        "error.form.title": "보내신 내용을 읽을 수 없습니다",
        "error.form.text": "바뀐 것은 없습니다. 연구로 돌아가 다시 시도해 주세요.",
        "error.guard.title": "다시 보내 주세요",
        "error.guard.text":
            "다른 때에 열린 양식이거나 브라우저가 쿠키를 저장하지 않습니다. 바뀐 것은 없습니다. 이 페이지의 쿠키를 허용하고 연구로 돌아가 다시 시도해 주세요.",
        "error.busy.title": "지금은 연구를 이용할 수 없습니다",
        "error.busy.text": "마지막으로 보낸 내용이 저장되지 않았을 수 있습니다. 잠시 후 다시 시도해 주세요. 개인 링크로 하던 곳에서 이어서 할 수 있습니다.",
        "error.server.title": "문제가 생겼습니다",
        "error.server.text": "마지막 답이 저장되지 않았을 수 있습니다. 그 전의 답은 모두 저장되어 있습니다. 잠시 후 다시 시도해 주세요.",
        "error.back": "연구로 가기",
    ]
}
