extension PostgresConnection {
    /// Sends the rows to a `COPY … FROM STDIN (FORMAT binary)` without parameters.
    ///
    /// - Returns: The number of rows stored.
    /// - Throws: ``PostgresError``; then nothing was stored, and the connection stays usable.
    package func copyIn(_ sql: SQL, _ buffer: PostgresCopyBuffer) async throws -> Int {
        precondition(sql.types.isEmpty, "COPY takes no parameters")
        if let failure = buffer.failure { throw failure }
        return try await cancellable { [session] in try await session.copyIn(sql.text, buffer, $0) }
    }

    /// Reads the rows of a `COPY … TO STDOUT (FORMAT binary)` without parameters, with bounded memory: the server waits
    /// while `body` works.
    ///
    /// The format carries neither names nor types: decode by position, with exactly the columns' types. Nothing else can run
    /// on this connection meanwhile. An error thrown by `body` ends the COPY.
    package func copyOut(_ sql: SQL, _ body: (PostgresRow) async throws -> Void) async throws {
        precondition(sql.types.isEmpty, "COPY takes no parameters")
        try await cancellable { [session] in try await session.startCopyOut(sql.text, $0) }
        do {
            while let rows = try await cancellable({ [session] in try await session.nextCopyRows($0) }) {
                for row in rows { try await body(row) }
            }
        } catch {
            await session.endCopy()
            throw error
        }
    }
}
