/// One part of a section. Exactly one of its properties is set; templates pick theirs by the name of the
/// property.
struct Block {
    var paragraph: String?
    var missing: Missing?
    var heading: String?
    var verdicts: [String]?
    var table: DataTable?
    var folded: DataTable?
    var figure: Figure?
    var lists: ListColumns?
    var commands: [Command]?

    static func paragraph(_ text: String) -> Block { Block(paragraph: text) }
    static func heading(_ text: String) -> Block { Block(heading: text) }
    static func verdicts(_ sentences: [String]) -> Block { Block(verdicts: sentences) }
    static func table(_ table: DataTable) -> Block { Block(table: table) }
    /// A table that is folded away under its caption.
    static func folded(_ table: DataTable) -> Block { Block(folded: table) }
    static func figure(_ figure: Figure) -> Block { Block(figure: figure) }
    static func lists(_ lists: ListColumns) -> Block { Block(lists: lists) }
    static func commands(_ commands: [Command]) -> Block { Block(commands: commands) }

    /// Says which command makes what is not there, or why none does.
    static func missing(_ what: String, _ next: NextCommand) -> Block {
        switch next {
        case .command(let command): Block(missing: Missing(what: what, command: command))
        case .none(let reason): Block(missing: Missing(what: "\(what) \(reason)"))
        }
    }
}

/// What is not there, and the command that makes it, where there is one.
struct Missing {
    var what: String
    var command: String?
}

/// A command with what it does.
package struct Command: Sendable {
    var purpose: String
    var line: String
}
