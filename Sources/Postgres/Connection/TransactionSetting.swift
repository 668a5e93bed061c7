/// A setting of the server for the length of one transaction, as by `SET LOCAL`.
package struct TransactionSetting: Sendable, Hashable {
    /// As `cistron.principal` or `lock_timeout`.
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    /// One statement that makes all of the settings.
    static func statement(_ settings: [TransactionSetting]) -> SQL {
        var sql: SQL = "SELECT "
        for (index, setting) in settings.enumerated() {
            sql += index == 0 ? "" : ", "
            sql += "set_config(\(setting.name), \(setting.value), true)"
        }
        return sql
    }
}
