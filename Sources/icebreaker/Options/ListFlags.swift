import ArgumentParser
import Workflows

/// The flags that shape a list.
struct ListFlags: ParsableArguments {
    @Option(name: [.customShort("n"), .long], help: "The number of items in the list, 1 to 100.")
    var count = 20
    @Option(
        name: .long,
        help: ArgumentHelp("An item that is on the list in any case; may be repeated.", valueName: "id"))
    var pin: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp("An item that is never on the list; may be repeated.", valueName: "id"))
    var exclude: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp(
            "At most N items per value, such as genre=4; may be repeated.", valueName: "feature=n"))
    var cap: [String] = []
    @Option(
        name: .customLong("where"),
        help: ArgumentHelp(
            "Only items that meet this, such as 'genre=Comedy and year>=1990'.", valueName: "condition"))
    var filters: [String] = []
    @Option(
        name: .long, help: ArgumentHelp("Only items that at least so many users know.", valueName: "users"))
    var minKnown = 0

    func validate() throws {
        guard (1...100).contains(count) else {
            throw ValidationError("--count must be from 1 to 100; it is \(count).")
        }
        guard minKnown >= 0 else {
            throw ValidationError("--min-known must be 0 or more; it is \(minKnown).")
        }
    }

    /// What was asked for.
    var rules: Onboarding.Rules {
        Onboarding.Rules(
            count: count, pins: pin, exclusions: exclude, caps: cap, conditions: filters,
            minimumKnown: minKnown)
    }
}
