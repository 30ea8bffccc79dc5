/// The IPv4 addresses by which only this machine calls itself, `127.0.0.0/8` (RFC 1122, section 3.2.1.3).
enum LoopbackAddress {
    /// Whether a text is such an address: four decimal numbers from 0 to 255 without leading zeros, of which
    /// the first is 127.
    static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4, text.hasPrefix("127.") else { return false }
        return parts.allSatisfy { part in
            let isPlain = part.count == 1 || part.first != UInt8(ascii: "0")
            return isPlain && part.allSatisfy { (48...57).contains($0) }
                && UInt8(String(Substring(part))) != nil
        }
    }
}
