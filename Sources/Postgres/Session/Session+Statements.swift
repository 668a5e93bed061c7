import CLibPQ

extension Session {
    /// The most parameters of one statement; the protocol counts them in 16 bits.
    private static let maximumParameters = 65_535

    /// Runs one statement, prepared once per connection.
    func execute(_ sql: SQL, _ identifier: UInt64?) throws(PostgresError) -> PostgresRows {
        try perform(identifier) { server throws(PostgresError) in
            do throws(PostgresError) {
                return try run(sql, on: server)
            } catch {
                // The schema has changed since the statement was prepared. It has been forgotten; nothing was done yet.
                guard error.isStaleStatement, server.transaction == .none else { throw error }
                return try run(sql, on: server)
            }
        }
    }

    /// Runs several statements over the simple protocol.
    func executeScript(_ text: String, _ identifier: UInt64?) throws(PostgresError) {
        try perform(identifier) { server throws(PostgresError) in _ = try simple(text, on: server) }
    }

    // MARK: - Transactions

    /// Opens a transaction and makes the settings, in one round trip.
    func begin(
        _ begin: SQL, settings: [TransactionSetting], _ identifier: UInt64?
    ) throws(PostgresError) {
        guard server?.transaction != .open, server?.transaction != .failed else {
            throw PostgresError(.protocolViolation, "a transaction is open already")
        }
        do throws(PostgresError) {
            try perform(identifier) { server throws(PostgresError) in
                guard !settings.isEmpty else {
                    _ = try run(begin, on: server, prepared: false)
                    return
                }
                _ = try run(TransactionSetting.statement(settings), on: server, after: begin)
            }
        } catch {
            reset()
            throw error
        }
    }

    /// Commits; never cancelled, because half a commit does not exist.
    func commit() throws(PostgresError) {
        guard isAlive(), let state = server?.transaction else { throw .connectionLost }
        switch state {
        case .none:
            throw PostgresError(.protocolViolation, "a statement of the transaction has ended it")
        case .failed:
            // The server would answer COMMIT with ROLLBACK, and without an error.
            throw transactionFailure ?? PostgresError(.server, sqlState: "25P02")
        case .open:
            do throws(PostgresError) {
                try perform(nil) { server throws(PostgresError) in _ = try simple("COMMIT", on: server) }
            } catch {
                guard error.isConnectionLoss || error.code == .closed else { throw error }
                throw error.with(code: .commitUnknown, reason: "the connection was lost while committing")
            }
        }
    }

    /// Ends whatever is going on; never cancelled. A connection that does not obey is marked as broken.
    ///
    /// - Returns: What made the transaction fail on the server, if that is what happened.
    @discardableResult
    func reset() -> PostgresError? {
        let failure = transactionFailure
        do throws(PostgresError) {
            try abandonCopy()
            if let server, server.transaction != .none {
                try perform(nil, within: Self.patience) { server throws(PostgresError) in
                    _ = try simple("ROLLBACK", on: server)
                }
            }
        } catch {
            // The caller has an error of its own; here it only matters that the connection is not used again.
            giveUp()
        }
        return failure
    }

    // MARK: - Prepared statements

    /// Runs the statement, in one round trip even when it has to be prepared first.
    ///
    /// - Parameter first: A statement to run before it, in the same round trip.
    private func run(
        _ sql: SQL, on server: ServerConnection, after first: SQL? = nil, prepared: Bool = true
    ) throws(PostgresError) -> PostgresRows {
        if let failure = sql.failure { throw failure }
        guard sql.types.count <= Self.maximumParameters else {
            throw PostgresError(.encoding, "a statement has more than 65,535 parameters; pass arrays")
        }
        var steps = first.map { [Step.execute($0)] } ?? []
        // In a failed transaction nothing can be prepared; the server's refusal is what the caller needs to see.
        guard prepared, configuration.preparedStatements, server.transaction != .failed else {
            let outcome = try pipeline(steps + [.execute(sql)], on: server)
            return try rows(of: outcome, statement: nil)
        }
        let known = statements.find(sql)
        if known == nil { try makeRoom(on: server) }
        let statement = known ?? statements.makeStatement()
        if known == nil { steps.append(.prepare(statement.name, sql)) }
        let outcome = try pipeline(steps + [.executePrepared(statement.name, sql)], on: server)
        // Once prepared it stays so, whether or not it ran.
        if known == nil, outcome.results.count >= steps.count { statements.insert(statement, for: sql) }
        if let failure = outcome.failure, failure.isStaleStatement {
            statements.remove(sql, isGone: failure.sqlState == "26000")
        }
        return try rows(of: outcome, statement: statement)
    }

    private func rows(
        of outcome: Outcome, statement: StatementCache.Statement?
    ) throws(PostgresError) -> PostgresRows {
        if let failure = outcome.failure { throw failure }
        guard let result = outcome.results.last else {
            throw broken(PostgresError(.protocolViolation, "the server sent no answer"))
        }
        let columns = statement?.columns ?? result.columns()
        statement?.columns = columns
        return result.rows(columns: columns)
    }

    /// Lets the server forget statements which are not used any more. A round trip of its own: in a pipeline it would
    /// put the next statement into a transaction block, where some commands refuse to run.
    private func makeRoom(on server: ServerConnection) throws(PostgresError) {
        while let old = statements.evict() {
            let outcome = try pipeline([.execute(SQL(trusted: "DEALLOCATE \(old)"))], on: server)
            if let failure = outcome.failure { throw failure }
        }
    }
}
