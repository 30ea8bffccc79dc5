import Foundation

/// The rules of a list as their JSON in the workspace.
package struct StoredRules: Sendable, Codable {
    package var count = 20
    package var pins: [String] = []
    package var exclusions: [String] = []
    package var caps: [String] = []
    package var filters: [String] = []
    package var minKnown = 0

    private enum CodingKeys: String, CodingKey {
        case count, pins, exclusions, caps
        case filters = "where"
        case minKnown = "min_known"
    }

    /// Rules; none but a length where no others are given.
    package init(
        count: Int, pins: [String] = [], exclusions: [String] = [], caps: [String] = [],
        filters: [String] = [],
        minKnown: Int = 0
    ) {
        (self.count, self.pins, self.exclusions) = (count, pins, exclusions)
        (self.caps, self.filters, self.minKnown) = (caps, filters, minKnown)
    }

    /// Reads the JSON; what is not in it is not a rule.
    package init?(json: String) {
        guard let rules = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = rules
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        count = try values.decodeIfPresent(Int.self, forKey: .count) ?? 20
        pins = try values.decodeIfPresent([String].self, forKey: .pins) ?? []
        exclusions = try values.decodeIfPresent([String].self, forKey: .exclusions) ?? []
        caps = try values.decodeIfPresent([String].self, forKey: .caps) ?? []
        filters = try values.decodeIfPresent([String].self, forKey: .filters) ?? []
        minKnown = try values.decodeIfPresent(Int.self, forKey: .minKnown) ?? 0
    }
}
