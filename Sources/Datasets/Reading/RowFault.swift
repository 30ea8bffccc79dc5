import Support

/// What is wrong with one row of a file.
struct RowFault: Error, Equatable {
    /// The kind of fault, by which rejected rows are counted.
    var reason: String
    /// What was found in this row, and what was expected.
    var problem: String
    /// Whether the row is left out and counted without being a fault.
    var isLeftOut = false
    /// What to do about it, where that is not what the file's other faults need.
    var fix: String?

    static let textAfterQuote = RowFault(
        reason: "text after a closing quote",
        problem: "text follows a closing quote before the next separator")
    static let invalidUTF8 = RowFault(reason: "invalid UTF-8", problem: "the text is not valid UTF-8")

    static func fieldCount(_ found: Int, expected: Int) -> RowFault {
        RowFault(
            reason: "wrong number of fields",
            problem: "\(found) field\(found == 1 ? "" : "s") where \(expected) are expected")
    }

    static func notANumber(_ text: String, in what: String) -> RowFault {
        let hasComma = text.contains(",") && DecimalNumber.parse(text.replacing(",", with: "")) != nil
        return RowFault(
            reason: "not a number",
            problem: "the \(what) is \(text.quotedForMessage), which is not a number"
                + (hasComma ? " with a comma in it (1.5 and 1500 are, 1,5 and 1,500 are not)" : ""))
    }

    static func notFinite(_ text: String, in what: String) -> RowFault {
        RowFault(
            reason: "not a finite number",
            problem: "the \(what) is \(text.quotedForMessage), which is not a finite number")
    }

    static func notATime(_ text: String, expected: String) -> RowFault {
        RowFault(
            reason: "not a time",
            problem: "the timestamp is \(text.quotedForMessage), which is not \(expected)")
    }

    static func outside(_ scale: RatingScale, rating: Double) -> RowFault {
        RowFault(
            reason: "rating outside the scale",
            problem:
                "the rating \(rating.plainText) lies outside the scale of \(scale.minimum.plainText) to \(scale.maximum.plainText)"
        )
    }

    /// Below what counts as an interaction; such rows are left out on request.
    static func below(_ threshold: Double) -> RowFault {
        RowFault(
            reason: "rating below \(threshold.plainText)",
            problem: "the rating is below \(threshold.plainText)",
            isLeftOut: true)
    }

    /// A later interaction of the same user and item, where there are no ratings.
    static let takenAgain = RowFault(
        reason: "taken again", problem: "the user has taken the item before", isLeftOut: true)

    static func emptyID(of what: String) -> RowFault {
        RowFault(reason: "no \(what) id", problem: "the \(what) id is empty")
    }

    static func repeatedID(_ id: ExternalID, of what: String, firstLine: Int) -> RowFault {
        RowFault(
            reason: "\(what) listed twice",
            problem:
                "\(what) \(id.description.shortenedForMessage) is listed again; it is on line \(firstLine) already"
        )
    }

    static func unknownID(_ id: ExternalID, of what: String) -> RowFault {
        RowFault(
            reason: "unknown \(what)",
            problem: "the dataset has no \(what) \(id.description.quotedForMessage)")
    }

    static func repeatedRating(user: ExternalID, item: ExternalID, firstLine: Int) -> RowFault {
        RowFault(
            reason: "rated twice",
            problem:
                "user \(user.description.shortenedForMessage) rates item \(item.description.shortenedForMessage) again; "
                + "the first rating is on line \(firstLine)",
            fix:
                "say which of them holds with --ratings latest, first or mean, or leave the later ones out with --skip-invalid"
        )
    }

    static func vectorLength(_ found: Int, expected: Int, in what: String) -> RowFault {
        RowFault(
            reason: "wrong number of values",
            problem:
                "\(what) has \(found) number\(found == 1 ? "" : "s") where the rows before have \(expected)")
    }
}

extension String {
    /// The text on one line and at most 40 characters long.
    var shortenedForMessage: String {
        let line = onOneLine
        return line.count <= 40 ? line : line.prefix(39) + "…"
    }

    /// The text without blanks, visible or not, at its ends.
    var trimmed: String {
        func isBlank(_ scalar: Unicode.Scalar) -> Bool {
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
                || scalar.value < 32
        }
        let scalars = unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[...last])
    }

    /// The text in quotes, on one line and at most 40 characters long.
    var quotedForMessage: String { "\"\(shortenedForMessage)\"" }
}
