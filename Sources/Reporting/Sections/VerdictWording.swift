import Elicitation
import Evaluation
import Statistics
import Storage

extension ReportContents {
    /// What a record says of its strategy; `nil` for the reference and where a figure is missing.
    func verdict(_ record: ElicitationRecord) -> Verdict? { record.verdict(on: dataset.scale) }

    /// The strategies of which a finding holds, in the order of the records.
    func names(_ records: [ElicitationRecord], _ finding: Verdict.Finding?) -> [String] {
        records.filter { verdict($0)?.finding == finding }.map(\.strategy)
    }

    /// The verdict in words.
    func verdictWords(_ record: ElicitationRecord) -> String {
        guard record.strategy != StrategyID.reference else { return "the reference" }
        return verdict(record)?.words(than: StrategyID.reference.name)
            ?? "no verdict, since a figure is not defined"
    }

    /// The style of a curve that the verdict colours.
    func verdictStyle(_ record: ElicitationRecord) -> String {
        switch verdict(record)?.finding {
        case .better: "better"
        case .worse: "worse"
        case .unclear, nil: "open"
        }
    }

    /// By how much a strategy differs from popularity, and whether that is clear.
    func verdictSentence(_ record: ElicitationRecord) -> String {
        let difference = record.difference ?? 0
        let size = "MAE \(Wording.number(abs(difference), digits: errorDigits))"
        let popularity = Wording.number(record.value - difference, digits: errorDigits)
        let compared =
            UserMetrics.Measure.mae.tolerance(on: dataset.scale).areEqual(difference, 0)
            ? "the same MAE as popularity’s \(popularity)"
            : "\(size) \(difference < 0 ? "lower" : "higher") than popularity’s \(popularity)"
        return
            "\(verdictWords(record)), \(compared), 95% interval of the difference \(errorInterval(record)), "
            + "Holm p \(Wording.p(record.pHolm))"
    }

    /// The interval of the difference in MAE.
    func errorInterval(_ record: ElicitationRecord) -> String {
        Wording.interval(record.intervalLow, record.intervalHigh, signed: true, digits: errorDigits)
    }

    /// How many digits after the point errors are written with.
    var errorDigits: Int { UserMetrics.Measure.mae.digits(on: dataset.scale) }
}
