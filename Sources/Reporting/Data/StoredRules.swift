import Foundation

/// The rules of a list as the workspace keeps them.
struct StoredRules: Decodable {
    var count = 20
    var pins: [String] = []
    var exclusions: [String] = []
    var caps: [String] = []
    var filters: [String] = []
    var minKnown = 0

    private enum CodingKeys: String, CodingKey {
        case count, pins, exclusions, caps
        case filters = "where"
        case minKnown = "min_known"
    }

    /// No rules but a length.
    init(count: Int) { self.count = count }

    /// Reads the JSON; what is not in it is not a rule.
    init?(json: String) {
        guard let rules = try? JSONDecoder().decode(Self.self, from: Data(json.utf8)) else { return nil }
        self = rules
    }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        count = try values.decodeIfPresent(Int.self, forKey: .count) ?? 20
        pins = try values.decodeIfPresent([String].self, forKey: .pins) ?? []
        exclusions = try values.decodeIfPresent([String].self, forKey: .exclusions) ?? []
        caps = try values.decodeIfPresent([String].self, forKey: .caps) ?? []
        filters = try values.decodeIfPresent([String].self, forKey: .filters) ?? []
        minKnown = try values.decodeIfPresent(Int.self, forKey: .minKnown) ?? 0
    }

    /// Each rule alone, with its words.
    var single: [(words: String, rules: StoredRules)] {
        func alone(_ change: (inout StoredRules) -> Void) -> StoredRules {
            var rules = StoredRules(count: count)
            change(&rules)
            return rules
        }
        var single: [(words: String, rules: StoredRules)] = []
        for id in pins { single.append(("pin \(id)", alone { $0.pins = [id] })) }
        for id in exclusions { single.append(("exclude \(id)", alone { $0.exclusions = [id] })) }
        for cap in caps { single.append(("cap \(cap)", alone { $0.caps = [cap] })) }
        for filter in filters { single.append(("where \(filter)", alone { $0.filters = [filter] })) }
        if minKnown > 0 { single.append(("known by at least \(minKnown) users", alone { $0.minKnown = minKnown })) }
        return single
    }

    /// The flags of `select`.
    var flags: [String] {
        var words = count == 20 ? [] : ["--count", "\(count)"]
        for (flag, values) in [("--pin", pins), ("--exclude", exclusions), ("--cap", caps), ("--where", filters)] {
            for value in values { words += ReproducingCommands.option(flag, value) }
        }
        if minKnown > 0 { words += ["--min-known", "\(minKnown)"] }
        return words
    }
}
