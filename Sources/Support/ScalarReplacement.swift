extension String {
    /// This text with some Unicode scalars written otherwise, each wherever it stands.
    ///
    /// A `Character` may hold more than one scalar: a quotation mark and the accent after it are one that is
    /// not equal to a quotation mark. Who reads the text by bytes, as browsers, shells and readers of CSV do,
    /// finds the mark in it all the same, so that what is escaped for them has to be looked for by scalars.
    package func replacing(scalars replacements: [Unicode.Scalar: String]) -> String {
        guard unicodeScalars.contains(where: { replacements[$0] != nil }) else { return self }
        return String(
            unicodeScalars.reduce(into: UnicodeScalarView()) { text, scalar in
                if let replacement = replacements[scalar] {
                    text.append(contentsOf: replacement.unicodeScalars)
                } else {
                    text.append(scalar)
                }
            })
    }
}
