package import struct FoundationEssentials.Date

/// `timestamptz`, to the microsecond; the infinite dates are PostgreSQL's `infinity` and `-infinity`.
extension Date: PostgresScalar {
    package static var postgresType: PostgresType { .timestamptz }
    package static var postgresArrayType: PostgresType { .timestamptzArray }
    package static func accepts(_ type: PostgresType) -> Bool { type == .timestamptz }

    /// PostgreSQL counts from 2000-01-01, Foundation from 2001-01-01; 2000 was a leap year.
    private static let epochDistance: Int64 = 366 * 86_400 * 1_000_000

    package func encode(into buffer: inout PostgresBuffer) throws(PostgresError) {
        let seconds = timeIntervalSinceReferenceDate
        guard seconds.isFinite else {
            guard !seconds.isNaN else { throw PostgresError(.encoding, "a date is not a number") }
            return buffer.append(seconds > 0 ? Int64.max : Int64.min)
        }
        guard let microseconds = Int64(exactly: (seconds * 1_000_000).rounded()),
            case let (value, overflow) = microseconds.addingReportingOverflow(Self.epochDistance), !overflow
        else { throw PostgresError(.encoding, "a date lies outside of what timestamptz can hold") }
        buffer.append(value)
    }

    package init(postgres bytes: RawSpan) throws(PostgresDecodingFailure) {
        let value = try bytes.whole(Int64.self)
        switch value {
        case .max: self.init(timeIntervalSinceReferenceDate: .infinity)
        case .min: self.init(timeIntervalSinceReferenceDate: -.infinity)
        default:
            let (microseconds, overflow) = value.subtractingReportingOverflow(Self.epochDistance)
            guard !overflow else { throw PostgresDecodingFailure("is no timestamp") }
            self.init(timeIntervalSinceReferenceDate: Double(microseconds) / 1_000_000)
        }
    }
}
