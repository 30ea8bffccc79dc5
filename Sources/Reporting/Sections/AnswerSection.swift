import Elicitation
import Statistics
import Storage

extension ReportContents {
    /// The answer, before everything else.
    var answer: Section {
        let comparison = StrategyComparison(elicitations)
        var sentences = gridAnswer
        if let predictor = comparison.predictors.first { sentences += strategyAnswer(comparison, predictor) }
        sentences += overlapAnswer
        var blocks: [Block] = sentences.isEmpty ? [] : [.verdicts(sentences)]
        if let figure = gridFigure { blocks.append(figure) }
        for predictor in comparison.predictors.dropFirst() {
            blocks.append(.paragraph(otherAnswer(comparison, predictor)))
        }
        if comparison.predictors.isEmpty, gridAnswer.isEmpty {
            blocks.append(uncompared("Whether any strategy beats popularity was not measured yet."))
        }
        return Section(id: "answer", title: "The answer", blocks: blocks)
    }

    /// That the strategies were not compared: with the command that does, or that no command can.
    func uncompared(_ sentence: String) -> Block {
        dataset.feedback == .explicit
            ? .missing(sentence, next.compare)
            : .paragraph(
                "This part is about interviews with ratings, which this dataset does not have. Grids of tiles to tap need none: "
                    + "see “First recommendations by grid”.")
    }

    private func strategyAnswer(_ comparison: StrategyComparison, _ predictor: String) -> [String] {
        let rivals = comparison.compared(predictor).filter { $0.difference != nil }
        var sentences = [best(among: rivals, shown: comparison.shown)]
        if let melu = rivals.first(where: { $0.strategy == StrategyID.melu }) {
            sentences.append("MeLU’s evidence candidates (melu): \(verdictSentence(melu)).")
        }
        return sentences
    }

    private func best(among rivals: [ElicitationRecord], shown: Int) -> String {
        let asked = "After \(Wording.count(shown, "shown item", "shown items"))"
        let winners = rivals.filter { verdict($0)?.finding == .better }
        let users = Wording.count(rivals.first?.users ?? 0, "held-out user", "held-out users")
        guard let best = winners.min(by: { ($0.difference ?? 0) < ($1.difference ?? 0) }) else {
            return "\(asked), no strategy is measurably better than plain popularity (\(users))."
        }
        let others = winners.filter { $0.strategy != best.strategy }.map(\.strategy)
        let more = others.isEmpty ? "" : " Also better: \(Wording.list(others))."
        return
            "\(asked), \(best.strategy) beats plain popularity: \(verdictSentence(best)) (\(users)).\(more)"
    }

    private func otherAnswer(_ comparison: StrategyComparison, _ predictor: String) -> String {
        let rivals = comparison.compared(predictor).filter { $0.difference != nil }
        func list(_ finding: Verdict.Finding?) -> String? {
            let names = names(rivals, finding)
            return names.isEmpty ? nil : Wording.list(names)
        }
        let first =
            comparison.predictors.first.map {
                "The above is measured with \(StrategyComparison.explanation($0)). "
            } ?? ""
        let undefined = list(nil).map { "; no verdict, since a figure is not defined: \($0)" } ?? ""
        return
            "\(first)With \(StrategyComparison.explanation(predictor)) — better than popularity: \(list(.better) ?? "none"); "
            + "worse: \(list(.worse) ?? "none"); no clear difference: \(list(.unclear) ?? "none")\(undefined)."
    }

    /// How many of each list's items are also among as many most popular ones.
    private var overlapAnswer: [String] {
        let rivals = lists.filter { $0.record.strategy != StrategyID.reference }
        guard !rivals.isEmpty else { return [] }
        let parts = rivals.map { "\($0.record.details.name) \(sharedWithPopular($0)) of \($0.items.count)" }
        let close = rivals.filter { sharedWithPopular($0) * 4 >= $0.items.count * 3 }.map(
            \.record.details.name)
        let remark = close.isEmpty ? "" : " Close to plain popularity: \(Wording.list(close))."
        return ["Items that are also among as many most popular ones: \(Wording.list(parts)).\(remark)"]
    }
}
