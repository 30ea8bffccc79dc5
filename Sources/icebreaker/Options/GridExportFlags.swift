import ArgumentParser
import Workflows

/// The flags that say what a grid's table counts.
struct GridExportFlags: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Grid: the list whose items are the tiles, by number or name. Default: the latest.",
            valueName: "ref"))
    var list: String?
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Grid: the lowest rating that counts as taken. Default: what the list was made with, else any rating.",
            valueName: "rating"))
    var positiveFrom: Double?
    @Flag(
        name: .long,
        help: "Grid: also weights for the values of user features, for services that know them beforehand.")
    var features = false
    @Flag(name: .long, help: "Grid: also weights for pairs of tapped tiles.")
    var pairs = false

    func validate() throws {
        guard positiveFrom?.isFinite ?? true else {
            throw ValidationError("--positive-from must be a number.")
        }
    }

    /// What was asked for.
    var options: GridExport.Options {
        GridExport.Options(positiveFrom: positiveFrom, features: features, pairs: pairs)
    }

    /// Whether any of them was given.
    var areGiven: Bool { list != nil || positiveFrom != nil || features || pairs }
}
