extension String {
    /// This text as a field of a CSV file (RFC 4180).
    package var csvField: String {
        let isPlain = !utf8.contains(where: ",\"\r\n".utf8.contains) && !contains(where: \.isNewline)
        return isPlain ? self : "\"\(replacing(scalars: ["\"": "\"\""]))\""
    }
}
