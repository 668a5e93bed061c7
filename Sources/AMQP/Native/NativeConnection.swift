import CRabbitMQ
import Glibc

/// One connection of the client library. It lives and dies on one thread; nothing here is safe to call from another.
///
/// Every call either succeeds, ends one channel (an error that leaves ``failure`` unset), or ends the connection
/// (``failure`` is set; the owner drops the object and makes a new one).
final class NativeConnection {
    /// Longest wait for the TCP connection, the handshake, and the answer to a synchronous method.
    enum Limit {
        static let connect = 5
        static let handshake = 10
        static let answer = 10
        static let farewell = 2
    }

    let state: amqp_connection_state_t
    let arena = NativeArena()
    /// Why the connection cannot be used any more.
    private(set) var failure: AMQPError?
    private var isOpen = false
    private var openChannels: Set<UInt16> = []
    /// Closed, but frames that came before the answer may still lie in the library's queue.
    private var retiredChannels: Set<UInt16> = []

    /// Connects and logs in. Blocks for as long as ``Limit`` allows.
    ///
    /// - Parameter connected: Given the socket before the broker is greeted, so that a silent one can be left.
    static func open(
        _ configuration: AMQPConfiguration, connected: (Int32) -> Void
    ) throws(AMQPError) -> NativeConnection {
        guard let state = amqp_new_connection() else {
            throw AMQPError(.connection, replyText: "out of memory")
        }
        let connection = NativeConnection(state)
        do throws(AMQPError) {
            try connection.connect(configuration)
            connected(connection.descriptor)
            try connection.logIn(configuration)
        } catch {
            throw error.during("connecting to \(configuration)")
        }
        return connection
    }

    private init(_ state: amqp_connection_state_t) {
        self.state = state
    }

    deinit {
        amqp_destroy_connection(state)
    }

    /// The socket, to wait on.
    var descriptor: Int32 { amqp_get_sockfd(state) }

    /// The largest frame both sides agreed on, in bytes.
    var frameSize: Int { Int(amqp_get_frame_max(state)) }

    /// The heartbeat both sides agreed on; zero when the broker wants none.
    var heartbeatSeconds: Int { Int(amqp_get_heartbeat(state)) }

    /// The next frame, or nil when nothing (complete) has arrived. Also sends and checks heartbeats, which the library
    /// does only when called.
    func nextFrame() throws(AMQPError) -> (channel: UInt16, frame: InboundFrame)? {
        var frame = amqp_frame_t()
        var noWait = timeval()
        let status = amqp_simple_wait_frame_noblock(state, &frame, &noWait)
        if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
        try check(status)
        return (frame.channel, InboundFrame(frame))
    }

    /// Whether a synchronous call has put frames aside.
    var hasQueuedFrames: Bool { amqp_frames_enqueued(state) != 0 }

    /// Whether something has been read that the socket will not announce again.
    var hasPendingInput: Bool { hasQueuedFrames || amqp_data_in_buffer(state) != 0 }

    /// Frees what the last frame of the channel was decoded into.
    func releaseBuffers(channel: UInt16) {
        amqp_maybe_release_buffers_on_channel(state, channel)
    }

    /// To be called when everything that arrived has been handled: nothing can belong to a closed channel any more.
    func releaseAllBuffers() {
        amqp_maybe_release_buffers(state)
        retiredChannels.removeAll()
    }

    /// Says goodbye; the object is unusable afterwards.
    func close() {
        guard isOpen, failure == nil else { return }
        var limit = timeval(tv_sec: Limit.farewell, tv_usec: 0)
        amqp_set_rpc_timeout(state, &limit)
        _ = amqp_connection_close(state, AMQP_REPLY_SUCCESS)
        failure = AMQPError(.closed)
    }

    private func connect(_ configuration: AMQPConfiguration) throws(AMQPError) {
        guard let socket = configuration.tls == nil ? amqp_tcp_socket_new(state) : amqp_ssl_socket_new(state) else {
            throw AMQPError(.connection, replyText: "the client library cannot create a socket")
        }
        if let tls = configuration.tls { try secure(socket, tls) }
        var limit = timeval(tv_sec: Limit.handshake, tv_usec: 0)
        try check(amqp_set_handshake_timeout(state, &limit))
        limit.tv_sec = Limit.answer
        try check(amqp_set_rpc_timeout(state, &limit))
        limit.tv_sec = Limit.connect
        errno = 0
        try check(amqp_socket_open_noblock(socket, configuration.host, Int32(configuration.port), &limit))
    }

    private func secure(_ socket: OpaquePointer, _ tls: AMQPTLS) throws(AMQPError) {
        amqp_ssl_socket_set_verify_peer(socket, tls.verifiesPeer ? 1 : 0)
        amqp_ssl_socket_set_verify_hostname(socket, tls.verifiesHostName ? 1 : 0)
        try check(amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST))
        if tls.verifiesPeer, amqp_ssl_socket_set_cacert(socket, tls.authorityFile) != AMQP_STATUS_OK.rawValue {
            throw AMQPError(.configuration, replyText: "the authorities in \(tls.authorityFile) cannot be loaded")
        }
        if let certificate = tls.certificateFile {
            let key = tls.keyFile ?? certificate
            guard amqp_ssl_socket_set_key(socket, certificate, key) == AMQP_STATUS_OK.rawValue else {
                let text = "the certificate \(certificate) with the key \(key) cannot be loaded"
                throw AMQPError(.configuration, replyText: text)
            }
        }
    }

    private func logIn(_ configuration: AMQPConfiguration) throws(AMQPError) {
        defer { arena.reset() }
        var properties = arena.lend([
            "connection_name": .string(configuration.connectionName),
            "product": "cistron",
            "capabilities": [
                "basic.nack": true, "connection.blocked": true, "consumer_cancel_notify": true,
                "publisher_confirms": true,
            ],
        ])
        let reply = cistron_amqp_login_plain(
            state, configuration.virtualHost, 0, AMQP_DEFAULT_FRAME_SIZE, Int32(configuration.heartbeatSeconds),
            &properties, configuration.user, configuration.password)
        try check(reply, channel: 0)
        isOpen = true
    }
}

// MARK: - Outcomes of calls

extension NativeConnection {
    /// Marks the connection as lost.
    @discardableResult
    func fail(_ error: AMQPError) -> AMQPError {
        if failure == nil { failure = error }
        return error
    }

    func check(_ status: Int32) throws(AMQPError) {
        guard status < 0 else { return }
        let text = amqp_error_string2(status).map { String(cString: $0) }
        let code: AMQPError.Code = status == AMQP_STATUS_TIMEOUT.rawValue ? .timeout : .connection
        throw fail(AMQPError(code, replyText: text))
    }

    /// Turns the answer to a synchronous method into an error, completing the closing handshake the broker began.
    func check(_ reply: amqp_rpc_reply_t, channel: UInt16) throws(AMQPError) {
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return
        case AMQP_RESPONSE_SERVER_EXCEPTION where reply.reply.id == AMQP_CHANNEL_CLOSE_METHOD:
            let error = AMQPError(copying: reply.reply)
            try agreeToClose(channel: channel)
            throw error
        case AMQP_RESPONSE_SERVER_EXCEPTION where reply.reply.id == AMQP_CONNECTION_CLOSE_METHOD:
            let error = AMQPError(copying: reply.reply)
            agreeToClose(error)
            throw error
        case AMQP_RESPONSE_LIBRARY_EXCEPTION: try check(reply.library_error)
        default: break
        }
        throw fail(AMQPError(.protocolViolation, replyText: "the broker gave no proper answer"))
    }

    /// Answers the broker's `connection.close`.
    func agreeToClose(_ error: AMQPError) {
        var answer = amqp_connection_close_ok_t()
        // The connection is over whether or not the answer still gets through.
        _ = amqp_send_method(state, 0, AMQP_CONNECTION_CLOSE_OK_METHOD, &answer)
        fail(error)
    }

    /// Answers the broker's `channel.close`, after which the number is free again.
    func agreeToClose(channel: UInt16) throws(AMQPError) {
        var answer = amqp_channel_close_ok_t()
        retire(channel)
        try check(amqp_send_method(state, channel, AMQP_CHANNEL_CLOSE_OK_METHOD, &answer))
    }
}

// MARK: - Channel numbers

extension NativeConnection {
    func reserveChannel() throws(AMQPError) -> UInt16 {
        let limit = amqp_get_channel_max(state)
        let last = UInt16(limit > 0 ? min(Int(limit), Int(UInt16.max) - 1) : Int(UInt16.max) - 1)
        guard let free = (1...last).first(where: { !openChannels.contains($0) && !retiredChannels.contains($0) })
        else { throw AMQPError(.channelClosed, replyText: "all \(last) channels of the connection are in use") }
        openChannels.insert(free)
        return free
    }

    func retire(_ channel: UInt16) {
        openChannels.remove(channel)
        retiredChannels.insert(channel)
    }
}
