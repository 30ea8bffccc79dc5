import ArgumentParser
import Datasets
import Workflows

/// The flags of a list that is answered by taps.
struct GridFlags: ParsableArguments {
    @Option(
        name: .long,
        help:
            "How people answer: taps on a grid, or ratings. Default: taps where the dataset has no ratings, else ratings."
    )
    var answers: AnswerKind?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Taps: the lowest rating that counts as taken. Default: any rating.", valueName: "rating"))
    var positiveFrom: Double?
    @Option(
        name: .customLong("three-taps"),
        help: ArgumentHelp(
            "Taps: at least this share of people can tap three tiles, such as 80%.", valueName: "share"))
    var threeTaps: String?
    @Flag(
        name: .customLong("tune"),
        help: "Taps: choose the targets and the ridge of the design by past users who play new ones.")
    var isTuned = false

    func validate() throws {
        guard positiveFrom?.isFinite ?? true else {
            throw ValidationError("--positive-from must be a number.")
        }
        try GridFlags.checkThreeTaps(threeTaps)
        guard answers == .ratings else { return }
        if let flag = given { throw ValidationError("\(flag) is for --answers taps; leave one of them out.") }
    }

    /// The first of the flags for taps alone that was given.
    var given: String? {
        [("--positive-from", positiveFrom != nil), ("--three-taps", threeTaps != nil), ("--tune", isTuned)]
            .first(where: \.1)?.0
    }

    /// How people answer the items of a dataset.
    func answers(to dataset: Dataset) -> AnswerKind {
        answers ?? (given != nil ? .taps : .usual(for: dataset.feedback))
    }

    /// The share of `--three-taps`.
    var threeTapsShare: Double? { threeTaps.flatMap(GridFlags.share) }

    /// What was asked for.
    var options: GridSelection.Options {
        GridSelection.Options(positiveFrom: positiveFrom, threeTaps: threeTapsShare, isTuned: isTuned)
    }

    /// Refuses what is no share.
    static func checkThreeTaps(_ text: String?) throws {
        guard let text, share(text) == nil else { return }
        throw ValidationError(
            "--three-taps must be above 0% and at most 100%, such as 80% or 0.8; it is \(text).")
    }

    /// The share that a text such as `80%` or `0.8` means; `nil` for what is no share above 0.
    static func share(_ text: String) -> Double? {
        let isPercent = text.hasSuffix("%")
        guard let number = Double(isPercent ? String(text.dropLast()) : text) else { return nil }
        let share = isPercent ? number / 100 : number
        return share > 0 && share <= 1 ? share : nil
    }
}
