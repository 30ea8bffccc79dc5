import Storage

extension StoredRules {
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
        if minKnown > 0 {
            single.append(("known by at least \(minKnown) users", alone { $0.minKnown = minKnown }))
        }
        return single
    }

    /// The flags of `select`.
    var flags: [String] {
        var words = count == 20 ? [] : ["--count", "\(count)"]
        for (flag, values) in [
            ("--pin", pins), ("--exclude", exclusions), ("--cap", caps), ("--where", filters),
        ] {
            for value in values { words += ReproducingCommands.option(flag, value) }
        }
        if minKnown > 0 { words += ["--min-known", "\(minKnown)"] }
        return words
    }
}
