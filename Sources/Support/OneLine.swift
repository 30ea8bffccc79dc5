extension String {
    /// The text on one line: line ends and control characters become spaces.
    ///
    /// Names of files and features, ids and what a request holds may bring line ends into a message.
    package var onOneLine: String {
        String(
            map {
                $0.isNewline || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
                    ? " " : $0
            })
    }
}
