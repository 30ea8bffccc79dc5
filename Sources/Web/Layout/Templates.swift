import Markup

/// All templates of the pages, compiled once.
enum Templates {
    /// Renders a template.
    /// - Parameters:
    ///   - name: the template's name, as it was registered below.
    ///   - values: what it shows; `{{ }}` escapes it.
    /// - Throws: an error of the template library where any template is malformed.
    static func render(_ name: String, _ values: Any) throws -> String {
        try templates.get().render(name, values)
    }

    private static let templates = Result { try HTMLTemplates(all) }

    /// Every template by its name.
    private static let all: [(name: String, text: String)] = [
        ("layout", Layout.template), ("message", MessagePage.template), ("hidden", HiddenField.template),
        ("progress", Visit.progressTemplate), ("participant-footer", Visit.footerTemplate),
        ("notice", Visit.noticeTemplate),
        ("errors", ErrorSummary.template), ("languages", ConsentPage.languagesTemplate),
        ("consent", ConsentPage.template),
        ("about", AboutPage.template), ("about-field", AboutFieldView.template),
        ("field-notes", AboutFieldView.notesTemplate),
        ("item", ItemView.template), ("rating", RatingForm.template), ("rate", RatePage.template),
        ("tiles", TilePage.template),
        ("recommendation", RecommendationPage.template), ("overview", OverviewPage.template),
        ("questionnaire", QuestionnairePage.template), ("thanks", EndPages.thanksTemplate),
        ("withdraw", EndPages.withdrawTemplate), ("resume", ResumePage.template),
        ("admin-login", LoginPage.template), ("admin-header", AdminVisit.headerTemplate),
        ("admin-fault", AdminRoutes.faultTemplate), ("admin-studies", StudiesPage.template),
        ("admin-results", ResultsPage.template), ("admin-table", TableView.template),
        ("admin-preview", PreviewPages.template),
        ("grid-picture", GridTile.pictureTemplate), ("grid-tile", GridTile.template),
        ("grid-pick", GridPick.template),
        ("grid-preview", GridPreview.template), ("grid", GridPage.template),
        ("grid-results", GridResultPage.template),
        ("grid-finish", GridFinishPage.template), ("grid-message", GridVisit.messageTemplate),
        ("grid-footer", GridVisit.footerTemplate),
        ("demo", DemoView.template), ("error", ErrorAnswer.template),
    ]
}
