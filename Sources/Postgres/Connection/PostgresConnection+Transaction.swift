extension PostgresConnection {
    /// Runs `body` in a transaction, once.
    ///
    /// It commits when `body` returns; it rolls back when `body` throws or the task has been cancelled by then. Opening it
    /// and making the settings costs one round trip. ``PostgresPool/transaction(settings:isolation:readOnly:attempts:_:)``
    /// repeats it after conflicts.
    ///
    /// - Throws: What `body` throws; ``PostgresError/Code/commitUnknown`` when the connection is lost during the commit.
    package func transaction<Result>(
        settings: [TransactionSetting] = [], isolation: PostgresIsolation = .readCommitted, readOnly: Bool = false,
        _ body: (PostgresConnection) async throws -> Result
    ) async throws -> Result {
        let attempt = await attempt(settings, isolation, readOnly: readOnly, body)
        switch attempt {
        case .committed(let result): return result
        case .failed(let error, _): throw error
        }
    }

    /// How one run of a transaction ended.
    enum Attempt<Result> {
        case committed(Result)
        /// Nothing has happened, except for ``PostgresError/Code/commitUnknown``.
        case failed(any Error, mayRepeat: Bool)
    }

    /// Runs the transaction once and tells whether it is worth another run at once.
    func attempt<Result>(
        _ settings: [TransactionSetting], _ isolation: PostgresIsolation, readOnly: Bool,
        _ body: (PostgresConnection) async throws -> Result
    ) async -> Attempt<Result> {
        do {
            try await cancellable { [session] in
                try await session.begin(isolation.begin(readOnly: readOnly), settings: settings, $0)
            }
        } catch {
            // Nothing was done yet, so a connection that died while idle costs no more than another try.
            let error = error as? PostgresError
            let mayRepeat = error.map { $0.isConflict || $0.code == .connection && $0.isRetriable } ?? false
            return .failed(error ?? .cancelled, mayRepeat: mayRepeat)
        }
        do {
            let result = try await body(self)
            if Task.isCancelled { throw PostgresError.cancelled }
            try await session.commit()
            return .committed(result)
        } catch {
            // `body` may have thrown an error of its own because of a conflict; the server's view decides.
            let failure = await session.reset()
            let conflict = failure?.isConflict ?? (error as? PostgresError)?.isConflict ?? false
            return .failed(error, mayRepeat: conflict && !Task.isCancelled)
        }
    }
}
