import Postgres

import struct Foundation.Date

extension SQL {
    /// The condition that picks the version of a row that is current, or that was at an instant.
    ///
    /// Every versioned read takes an optional instant, so that any screen can be shown as it was.
    static func version(asOf instant: Date?) -> SQL {
        guard let instant else { return "superseded_at IS NULL" }
        return "created_at <= \(instant) AND (superseded_at IS NULL OR superseded_at > \(instant))"
    }
}
