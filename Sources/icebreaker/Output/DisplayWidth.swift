extension String {
    /// How many columns of a terminal the text takes: two for each Korean, Chinese or Japanese character and
    /// each emoji, none for what combines with the character before it (Unicode Standard Annex 11).
    var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

    /// The text in at most so many columns, with an ellipsis where it was cut.
    func truncated(toWidth width: Int) -> String {
        guard displayWidth > width else { return self }
        var (kept, used) = ("", 0)
        for character in self {
            used += character.displayWidth
            guard used < width else { break }
            kept.append(character)
        }
        return kept + "…"
    }
}

extension Character {
    fileprivate var displayWidth: Int { unicodeScalars.reduce(0) { max($0, $1.displayWidth) } }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        if value < 0x300 { return value < 32 || (0x7F..<0xA0).contains(value) ? 0 : 1 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: return properties.isEmojiPresentation || Self.wide.contains { $0.contains(value) } ? 2 : 1
        }
    }

    /// The blocks of wide and full-width characters.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F,
        0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FB, 0x20000...0x3FFFD,
    ]
}
