import CLibPQ

// The two ways to talk to the server: a pipeline of the extended protocol, and the simple protocol.
extension Session {
    /// One message of a pipeline.
    enum Step {
        case prepare(String, SQL)
        case executePrepared(String, SQL)
        case execute(SQL)
    }

    /// What came of a pipeline: the results up to the first failure, and that.
    struct Outcome {
        var results: [ServerResult] = []
        var failure: PostgresError?
    }

    /// Sends all steps at once and collects their results: one round trip.
    ///
    /// - Throws: Only when the connection is lost or of no more use; what the server refuses is part of the outcome.
    func pipeline(_ steps: [Step], on server: ServerConnection) throws(PostgresError) -> Outcome {
        var sent = PQenterPipelineMode(server.pointer) == 1
        for step in steps where sent { sent = send(step, on: server) }
        guard sent, PQpipelineSync(server.pointer) == 1 else { throw broken(.connectionLost) }
        try flush(server)
        var outcome = Outcome()
        for _ in steps {
            while let result = try nextResult(server) { try collect(result, into: &outcome) }
            guard server.isOpen else { throw lost(outcome.failure) }
        }
        guard let end = try nextResult(server), end.status == PGRES_PIPELINE_SYNC,
            PQexitPipelineMode(server.pointer) == 1
        else { throw lost(outcome.failure) }
        return outcome
    }

    /// Runs statements without parameters over the simple protocol.
    ///
    /// - Returns: The command tag of the last statement.
    @discardableResult
    func simple(_ text: String, on server: ServerConnection) throws(PostgresError) -> String {
        guard PQsendQuery(server.pointer, text) == 1 else { throw broken(.connectionLost) }
        try flush(server)
        return try drain(server)?.commandTag ?? ""
    }

    /// Reads the remaining results of a command.
    ///
    /// - Returns: The last one.
    /// - Throws: The first failure among them.
    func drain(_ server: ServerConnection) throws(PostgresError) -> ServerResult? {
        var outcome = Outcome()
        while let result = try nextResult(server) { try collect(result, into: &outcome) }
        guard server.isOpen else { throw lost(outcome.failure) }
        if let failure = outcome.failure { throw failure }
        return outcome.results.last
    }

    /// Waits for the next result; nil after the last one of a command.
    func nextResult(_ server: ServerConnection) throws(PostgresError) -> ServerResult? {
        while PQisBusy(server.pointer) != 0 {
            try wait(.read, on: server)
            // After a loss PQgetResult does not block; it reports what the server said before.
            if PQconsumeInput(server.pointer) == 0 { break }
        }
        return PQgetResult(server.pointer).map(ServerResult.init)
    }

    /// Sends what libpq has collected, reading meanwhile, since the server may not go on before its answers are read.
    func flush(_ server: ServerConnection) throws(PostgresError) {
        // A failed flush shows when the answer is read; the server may have told the reason before.
        while PQflush(server.pointer) == 1 {
            let ready = try wait([.read, .write], on: server)
            if ready.contains(.read), PQconsumeInput(server.pointer) == 0 { return }
        }
    }

    private func collect(_ result: ServerResult, into outcome: inout Outcome) throws(PostgresError) {
        switch result.status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY:
            outcome.results.append(result)
        case PGRES_PIPELINE_ABORTED:
            break
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH:
            throw broken(PostgresError(.protocolViolation, "COPY has to be run by copyIn or copyOut"))
        case PGRES_FATAL_ERROR:
            outcome.failure = outcome.failure ?? result.error
        default:
            throw broken(PostgresError(.protocolViolation, "the server sent an unexpected answer"))
        }
    }

    /// The loss of the connection, with what the server said last.
    private func lost(_ failure: PostgresError?) -> PostgresError {
        broken((failure ?? .connectionLost).with(code: .connection, reason: "the connection to the server was lost"))
    }

    private func send(_ step: Step, on server: ServerConnection) -> Bool {
        let sent =
            switch step {
            case .prepare(let name, let sql):
                PQsendPrepare(server.pointer, name, sql.text, Int32(sql.types.count), sql.types)
            case .executePrepared(let name, let sql):
                sql.withParameters { count, values, lengths, formats in
                    PQsendQueryPrepared(server.pointer, name, count, values, lengths, formats, 1)
                }
            case .execute(let sql):
                sql.withParameters { count, values, lengths, formats in
                    PQsendQueryParams(server.pointer, sql.text, count, sql.types, values, lengths, formats, 1)
                }
            }
        return sent == 1
    }
}

extension SQL {
    /// Lends the parameters to libpq: how many, where, how long, and that all are binary.
    fileprivate func withParameters<Result>(
        _ body: (Int32, [UnsafePointer<CChar>?], [Int32], [Int32]) -> Result
    ) -> Result {
        values.bytes.withUnsafeBytes { bytes in
            // Only NULL may be a null pointer, so an empty value needs some address even when all values are empty.
            let base = bytes.baseAddress ?? UnsafeRawPointer(StaticString("").utf8Start)
            let ranges = (0..<values.count).map { values.range(of: $0) }
            return body(
                Int32(ranges.count),
                ranges.map { range in range.map { (base + $0.lowerBound).assumingMemoryBound(to: CChar.self) } },
                ranges.map { Int32($0?.count ?? 0) }, Array(repeating: 1, count: ranges.count))
        }
    }
}
