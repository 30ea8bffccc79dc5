extension String {
    /// This text as a field of a CSV file (RFC 4180).
    package var csvField: String {
        contains { ",\"\r\n".contains($0) || $0.isNewline } ? "\"\(replacing("\"", with: "\"\""))\"" : self
    }
}
