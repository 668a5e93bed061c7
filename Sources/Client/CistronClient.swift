import struct Foundation.UUID

/// A client of Cistron's public API. Every route is a method; all of them throw ``ClientError`` or `CancellationError`.
///
/// Requests that may be repeated are tried again for a moment when the connection is refused or breaks.
package struct CistronClient: Sendable {
    /// The server's address, without a slash at its end.
    package let server: String
    let credentials: Credentials
    let patience: Patience
    let session = SessionToken()

    /// Creates a client; nothing is sent yet.
    ///
    /// - Parameters:
    ///   - server: the server's address: `http://127.0.0.1:8080`.
    ///   - credentials: who acts.
    ///   - patience: how long to wait for a server that does not answer.
    package init(server: String, credentials: Credentials, patience: Patience = .standard) {
        var server = server
        while server.hasSuffix("/") { server.removeLast() }
        self.server = server
        self.credentials = credentials
        self.patience = patience
    }

    /// Where a person sees the analyses in a browser.
    package var page: String { "\(server)/" }
}

extension UUID {
    /// As the server writes ids.
    var text: String { uuidString.lowercased() }
}
