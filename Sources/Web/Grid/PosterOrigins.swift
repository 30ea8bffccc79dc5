import Foundation

/// Which pictures a page may load: those of the dataset's posters, from the origins that occur among them and
/// no other.
package enum Poster {
    /// The address of a poster that a page may show: `https:` with a host; nil for any other text.
    package static func address(_ text: String?) -> String? {
        guard let text, origin(text) != nil else { return nil }
        return text
    }

    /// The origin of an `https:` address, such as `https://pictures.example:8443`; nil for any other text.
    ///
    /// Only a name of letters, digits, dots and hyphens: what stands here becomes a part of a policy, in
    /// which a space or a semicolon would say something else.
    static func origin(_ text: String) -> String? {
        guard let match = text.prefixMatch(of: /(?i)https:\/\/([a-z0-9.\-]{1,253})(:[0-9]{1,5})?(?=[\/?#]|$)/)
        else { return nil }
        return "https://" + match.1.lowercased() + (match.2 ?? "")
    }
}

/// The origins of all posters of a dataset.
package struct PosterOrigins: Sendable, Equatable {
    /// They, in their order; empty where there are more than `most`, which would make too long a header.
    package let origins: [String]
    /// Whether pictures of any origin are allowed instead.
    package let isAny: Bool
    /// So many are listed at most.
    package static let most = 20

    /// Looks through the posters.
    package init(_ posters: some Sequence<String>) {
        var found = Set<String>()
        for poster in posters {
            if let origin = Poster.origin(poster) { found.insert(origin) }
            if found.count > Self.most { break }
        }
        isAny = found.count > Self.most
        origins = isAny ? [] : found.sorted()
    }

    /// The policy of a page that shows posters and has the one script of ours.
    package var policy: String {
        let pictures = isAny ? ["https:"] : origins
        return "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
            + "img-src \((["'self'"] + pictures).joined(separator: " ")); form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }
}
