import Postgres

extension PostgresRows {
    /// The only column of the only row.
    func one<Value: PostgresDecodable>(_ type: Value.Type) throws -> Value {
        guard let row = first else { throw StoreError.notFound("row") }
        return try row.decode(type, at: 0)
    }

    /// The first column of every row.
    func column<Value: PostgresDecodable>(_ type: Value.Type) throws -> [Value] {
        try map { try $0.decode(type, at: 0) }
    }
}
