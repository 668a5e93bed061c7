import Glibc

/// A moment, written as ISO 8601 in UTC with milliseconds: `2025-01-15T08:30:00.250Z`.
struct UTCTimestamp: Equatable, Sendable, CustomStringConvertible {
    /// Whole seconds since 1970-01-01T00:00:00Z.
    var seconds: Int
    /// 0 ..< 1,000.
    var milliseconds: Int

    /// The wall clock.
    static var now: UTCTimestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return UTCTimestamp(seconds: time.tv_sec, milliseconds: time.tv_nsec / 1_000_000)
    }

    var description: String {
        let (days, second) = seconds.floored(by: 86_400)
        let (year, month, day) = Self.civil(days)
        return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))T\(clock(second))Z"
    }

    /// The time of day alone: `08:30:00.250`.
    var timeOfDay: String { clock(seconds.floored(by: 86_400).remainder) }

    private func clock(_ second: Int) -> String {
        "\((second / 3_600).padded(2)):\((second / 60 % 60).padded(2)):\((second % 60).padded(2))."
            + milliseconds.padded(3)
    }

    /// Days since 1970 as a date of the Gregorian calendar, counting years from March so that leap days come last.
    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).floored(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }
}

extension Int {
    fileprivate func floored(by divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    fileprivate func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }
}
