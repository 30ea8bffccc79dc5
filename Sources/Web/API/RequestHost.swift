import Foundation

/// The host that a request names in its `Host` field.
///
/// A page of another site can make its own name point at this machine (DNS rebinding), and a browser then
/// lets it read the answers as if they were its own. The browser still sends that name, which tells such
/// requests from those of programs here.
package enum RequestHost {
    /// Whether a host with or without a port, such as `localhost:8080`, `127.0.0.1` or `[::1]:80`, is this
    /// machine as only itself can call it.
    ///
    /// Names but `localhost` do not count, also those that begin like an address, such as
    /// `127.0.0.1.example.org`.
    package static func isLoopback(_ authority: String) -> Bool {
        let host = withoutPort(authority.lowercased())
        return host == "localhost" || host == "[::1]" || LoopbackAddress.isIPv4(host)
    }

    private static func withoutPort(_ authority: String) -> Substring {
        let text = authority[...]
        guard let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") else { return text }
        let port = text[colon...].dropFirst()
        return !port.isEmpty && UInt16(port) != nil ? text[..<colon] : text
    }
}
