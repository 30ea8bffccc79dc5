import Foundation
import HTTPTypes
import Hummingbird

/// Where a request comes from, as far as limits are concerned.
enum ClientAddress {
    /// The peer or, where that is a proxy on this machine, the address that the proxy added last.
    static func of(_ request: Request, _ context: WebContext) -> String {
        let peer = context.peer ?? ""
        guard ServerOptions.isLoopback(peer), let name = HTTPField.Name("X-Forwarded-For"),
            let last = request.headers[name]?.split(separator: ",").last
        else { return network(of: peer) }
        return network(of: String(last.trimmingCharacters(in: .whitespaces).prefix(64)))
    }

    /// An IPv4 address as it is, also where it is written as one of IPv6; of IPv6 the first 64 bits, which
    /// one subscriber has as a whole (RFC 6177); any other text as it is.
    static func network(of text: String) -> String {
        if text.hasPrefix("::ffff:"), text.contains(".") { return String(text.dropFirst(7)) }
        var address = in6_addr()
        guard inet_pton(AF_INET6, text, &address) == 1 else { return text }
        let bytes = withUnsafeBytes(of: &address) { Array($0.prefix(8)) }
        return bytes.map { String(format: "%02x", $0) }.joined() + "::/64"
    }
}
