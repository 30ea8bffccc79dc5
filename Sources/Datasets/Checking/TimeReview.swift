/// Looks for times in another unit than seconds since 1970, and for times that say nothing.
struct TimeReview {
    /// What was found.
    private(set) var warnings: [DatasetWarning] = []
    /// 1 January 2100.
    private static let latestPlausible = 4_102_444_800.0
    /// 1 January 1980, before which nobody rated items online.
    static let earliestKnown = 315_532_800.0
    /// The units that a time after 2100 may be in, and how many of them a second has.
    private static let units: [(unit: TimestampUnit, perSecond: Double)] = [
        (.milliseconds, 1e3), (.microseconds, 1e6), (.nanoseconds, 1e9),
    ]

    /// Looks through times.
    /// - Parameter times: seconds since 1970.
    init(_ times: [Double]) {
        guard let range = NumberRange(times) else { return }
        let late = times.count { $0 > Self.latestPlausible }
        if late > 0 { warnLate(times, late, range) }
        if late < times.count, range.least < Self.earliestKnown { warnEarly(times, range) }
        if times.count > 1, range.least == range.largest {
            warn(
                times.count,
                "all \(times.count) times are equal, so that a hash and not the time decides the order of a user's ratings"
            )
        }
    }

    private mutating func warn(_ count: Int, _ text: String) {
        warnings.append(DatasetWarning(.times, count: count, text))
    }

    private mutating func warnLate(_ times: [Double], _ late: Int, _ range: NumberRange) {
        let typical =
            NumberRange(times.lazy.filter { $0 > Self.latestPlausible }.map { $0 })?.median ?? range.largest
        let unit = Self.units.first {
            (Self.earliestKnown...Self.latestPlausible).contains(typical / $0.perSecond)
        }?.unit
        let text =
            "\(DatasetWarning.share(late, of: times.count, "times")) \(late == 1 ? "lies" : "lie") after the year 2100, "
            + "the latest in the year \(CalendarDate.year(range.largest))"
        guard let unit else { return warn(late, text + "; check the column and its unit") }
        warn(
            late,
            text + " if read as seconds; they look like \(unit.rawValue): "
                + (late == times.count
                    ? "describe the files in a dataset.yaml with timestamp-unit: \(unit.rawValue)"
                    : "bring all times to one unit"))
    }

    private mutating func warnEarly(_ times: [Double], _ range: NumberRange) {
        let early = times.count { $0 < Self.earliestKnown }
        if range.least >= 0, range.largest < Self.earliestKnown {
            return warn(
                early,
                "all times lie between \(CalendarDate(range.least)) and \(CalendarDate(range.largest)); check their unit, unless they "
                    + "are mere order numbers")
        }
        let zeros = times.count { $0 == 0 }
        if zeros == early {
            return warn(
                zeros,
                "\(DatasetWarning.share(zeros, of: times.count, "times")) \(zeros == 1 ? "is" : "are") 0, which is 1970-01-01; if that "
                    + "stands for an unknown time, these ratings count as a user's first")
        }
        let before = times.count { $0 < 0 }
        warn(
            early,
            "\(DatasetWarning.share(early, of: times.count, "times")) \(early == 1 ? "lies" : "lie") before "
                + "\(before == early ? "1970" : "1980"), the earliest \(CalendarDate(range.least)); check the column and its unit"
        )
    }
}
