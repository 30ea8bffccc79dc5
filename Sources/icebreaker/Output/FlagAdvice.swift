import Workflows

/// An error of a workflow that flags of a command remedy. The workflows know no flags; what a person at the
/// command line reads names them.
protocol FlagAdvice: Error {
    /// The sentence of the error, with flags.
    var advice: String { get }
}

/// An error as the command line says it.
struct CommandError: Error, CustomStringConvertible {
    let description: String

    /// The error itself where no flag is to be named.
    static func of(_ error: any Error) -> any Error {
        (error as? any FlagAdvice).map { CommandError(description: $0.advice) } ?? error
    }
}

extension EmptyList: FlagAdvice {
    var advice: String {
        "the rules leave no item for the list; loosen --where, --exclude, --cap or --min-known"
    }
}

extension SmallCatalogue: FlagAdvice {
    var advice: String {
        "\(problem): add --shown \(fewer)" + (minimum.map { " --min-taken \($0)" } ?? "")
    }
}

extension NobodyToShow: FlagAdvice {
    var advice: String {
        guard !isOfNobody else {
            return "\(problem): run `icebreaker compare --answers taps --holdout 0.2`"
        }
        if let lowerMinimum {
            return "\(problem): let users with fewer take part, such as with --min-taken \(lowerMinimum)"
        }
        guard positiveFrom == nil else { return "\(problem): lower --positive-from" }
        return "\(problem): hold out more users, such as with --holdout 0.5, or import more interactions"
    }
}

extension UnreachedThreeTaps: FlagAdvice {
    var advice: String {
        "--three-taps: \(problem); ask for less, or show more tiles with --shown"
    }
}

extension MissingList: FlagAdvice {
    var advice: String { "\(problem), or name two lists with --arm." }
}

extension NoFeatureValues: FlagAdvice {
    var advice: String { "\(problem); leave out --features" }
}

extension NothingTaken: FlagAdvice {
    var advice: String { isOfRatings ? "\(problem); lower --positive-from" : description }
}
