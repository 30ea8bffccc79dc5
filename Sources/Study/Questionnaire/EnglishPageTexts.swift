extension StudyTexts {
    /// The words of the pages before and after the questionnaire, in English.
    static let englishPages = [
        "page.skip": "Skip to the content",
        "page.language": "Language",
        "page.error": "Error",
        "page.notice": "Please note",
        "page.continue": "Continue",
        "page.part": "Part {part} of {parts}",
        "page.progress": "{number} of {count}",
        "study.title": "What do you like?",
        "consent.introduction": """
        Thank you for your interest. We study **how a service can get to know the taste of a new visitor** with a \
        few well-chosen questions, so that its recommendations suit them from the start.
        """,
        "consent.task.title": "What you will do",
        "consent.task.about": "- Say a few things about yourself, if you like.",
        "consent.task": """
        - Rate {items} titles, or say that you do not know them.
        - Look at {recommendations} recommendations made from your answers and rate them.
        - Answer a short questionnaire.
        """,
        "consent.parts": "Rating and recommendations come {parts} times, in {parts} parts.",
        "consent.task.grid": """
        - Look at {items} titles at once and tap those that you have read or seen.
        - Look at {recommendations} recommendations made from that and rate them.
        - Answer a short questionnaire.
        """,
        "consent.task.grid.liked": """
        - Look at {items} titles at once and tap those that you know and like.
        - Look at {recommendations} recommendations made from that and rate them.
        - Answer a short questionnaire.
        """,
        "consent.parts.grid": "Titles and recommendations come {parts} times, in {parts} parts.",
        "consent.time":
            "There is no time limit. You can stop at any point and continue later where you stopped.",
        "consent.data.title": "What is stored",
        "consent.data": """
        Your answers, when you gave them, the language you chose and how long each answer took. **Not** your \
        name, your address on the internet or anything else that says who you are. A cookie keeps your place in \
        the study; it serves nothing else.
        """,
        "consent.retention":
            "Your answers are erased at the latest {period} after the study has been closed.",
        "period.days": "{count} days",
        "period.days.one": "1 day",
        "period.months": "{count} months",
        "period.months.one": "1 month",
        "period.years": "{count} years",
        "period.years.one": "1 year",
        "consent.rights.title": "Your rights",
        "consent.rights": """
        Taking part is voluntary. You can withdraw at any time, without a reason and without any disadvantage: \
        every page has a link for it, and **all your answers are then erased**.
        """,
        "consent.contact.title": "Questions",
        "consent.contact": "If you have questions about this study, ask {contact}.",
        "consent.contact.none": "Ask whoever invited you to this study.",
        "consent.agree": "I agree and take part",
        "consent.decline":
            "If you do not want to take part, simply close this page: nothing has been stored.",
        "link.title": "Continue later or on another device",
        "link.explanation": """
        This is your private link. It leads to the place where you stopped. Keep it to yourself: whoever has it \
        can see and change your answers.
        """,
        "resume.title": "Are you the person who began here?",
        "resume.text": """
        This is the private link of someone who began this study on {time}. If that was you, continue where you stopped. \
        If it was somebody else, please start for yourself: your answers must not be mixed with theirs.
        """,
        "resume.confirm": "Yes, continue as this person",
        "resume.other": "No, start for myself",
        "resume.explanation": "Nothing is stored until you choose.",
        "about.title": "About you",
        "about.introduction": "All of this is optional. It helps to make the recommendations.",
        "about.introduction.grid": """
        All of this is optional. It tells us who took part; your recommendations do not depend on it.
        """,
        "about.none": "Prefer not to say",
        "about.several": "Choose all that apply.",
        "about.text": "For example {example}. Leave it empty if you prefer not to say.",
        "about.number": "A number from {low} to {high}. Leave it empty if you prefer not to say.",
        "about.error.text":
            "“{value}” is not one of the answers we recognise. Please correct it, or leave the field empty.",
        "about.error.number": "Please write a number from {low} to {high}, or leave the field empty.",
        "about.error.choice": "Please choose one of the answers shown.",
        "rate.title": "Do you know this?",
        "rate.question": "How do you like it?",
        "rate.low": "Not at all",
        "rate.high": "Very much",
        "rate.button": "{rating} of {maximum}",
        "rate.given": "Your answer so far: {answer}. Choose another to change it.",
        "rate.back": "Previous title",
        "rate.keep": "Keep this answer and continue",
        "rate.year": "Year",
        "rate.genres": "Genres",
        "part.introduction": "Part {part} begins with other titles, and makes new recommendations.",
        "grid.title": "Which of these do you know?",
        "grid.introduction": "Tap every title that you have read or seen. If there is none, simply continue.",
        "grid.title.liked": "Which of these do you like?",
        "grid.introduction.liked":
            "Tap every title that you know and like. If there is none, simply continue.",
        "grid.marked": "Titles that you tapped before are marked already. You can change that.",
        "grid.count": "Tapped: {count}",
        "grid.back": "Previous titles",
        "ready.title": "That was the last title",
        "ready.text": """
        Your recommendations are now made from your answers. After that, these answers can no longer be changed.
        """,
        "ready.unknown": """
        You did not know any of these titles. Your recommendations are now made from what you said about yourself, if \
        anything, and from what others like. After that, these answers can no longer be changed.
        """,
        "ready.submit": "Show my recommendations",
        "ready.title.grid": "Your titles are saved",
        "ready.text.grid": """
        You tapped {count} of {items} titles. Your recommendations are now made from that. After that, your taps can no longer \
        be changed.
        """,
        "ready.unknown.grid": """
        You tapped none of these titles. That says something, too: your recommendations are now made from it. After that, your \
        answer can no longer be changed.
        """,
        "ready.back.grid": "Change what I tapped",
        "recommendation.title": "Recommended for you",
        "recommendation.question":
            "How much do you think you would like it? If you know it: how do you like it?",
        "recommendation.choose": "I would choose this",
        "recommendation.hint": "Tick it first if it applies; choosing a rating saves both and continues.",
        "recommendation.back": "Previous recommendation",
        "overview.title": "All your recommendations",
        "overview.introduction":
            "These are your recommendations together. You can still change what you said of them.",
        "overview.rating": "Rated {rating}",
        "overview.chosen": "I would choose it",
        "overview.change": "Change",
        "overview.submit": "Done: continue",
        "questionnaire.submit": "Send my answers",
        "questionnaire.missing.title": "Some answers are missing",
        "questionnaire.missing": "Please answer this question.",
        "about.error.title": "Please correct these answers",
        "thanks.title": "Thank you!",
        "thanks.text": "You have finished the study. All your answers are saved.",
        "thanks.code": "Your completion code",
        "thanks.explanation":
            "If whoever invited you asks for a code, give them this one. It does not show your answers.",
        "withdraw.link": "Withdraw from the study",
        "withdraw.title": "Withdraw from the study?",
        "withdraw.text": "**All your answers will be erased** at once. This cannot be undone.",
        "withdraw.confirm": "Withdraw and erase everything",
        "withdraw.cancel": "No, back to the study",
        "withdrawn.title": "You have withdrawn",
        "withdrawn.text":
            "All your answers have been erased. Thank you for your time. You can close this page.",
        "notice.stale": "That page was out of date. This is where you are in the study.",
        "notice.locked":
            "That answer can no longer be changed, because your recommendations were made from it.",
        "error.missing.title": "There is nothing here",
        "error.missing.text": "This address leads to no study. Please check that the link is whole.",
        "error.closed.title": "This study is closed",
        "error.closed.text": """
        It takes no new participants any more. Thank you for your interest. If you have begun already, your \
        private link still works.
        """,
        "error.full.title": "Thank you, we have enough participants",
        "error.full.text": """
        As many people as this study needs are taking part, so it takes nobody new. Thank you very much for your interest; \
        nothing about you has been stored. If you have begun already, open your private link to continue.
        """,
        "error.form.title": "This could not be read",
        "error.form.text": "Nothing was changed. Please go back to the study and try again.",
        "error.guard.title": "Please send this again",
        "error.guard.text": """
        The form was made for another visit, or your browser does not keep cookies. Nothing was changed. Please \
        allow cookies for this page, go back to the study and try again.
        """,
        "error.busy.title": "The study is not available at the moment",
        "error.busy.text": """
        What you sent last may not have been saved. Please try again in a moment; your private link leads to where you were.
        """,
        "error.server.title": "Something went wrong here",
        "error.server.text":
            "Your last answer may not have been saved; all earlier ones are. Please try again in a moment.",
        "error.back": "Go to the study",
    ]
}
