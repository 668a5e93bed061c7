import Access
import Cryptography
import Hummingbird
import Logging
import Store

import struct Foundation.UUID

/// What belongs to one request.
struct GatewayContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Who asks; set by ``AuthenticationMiddleware``.
    var principal: Principal = .anonymous
    /// The user behind the session, if there is one.
    var user: UserRecord?
    /// The digest of the session's token.
    var session: Digest?
    /// Names the request in logs and events, and in the `X-Request-Id` of the answer.
    let requestID: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        requestID = UUID.version7().text
        logger[metadataKey: "request.id"] = "\(requestID)"
    }

    /// What a transaction of this request is part of.
    var cause: Cause { Cause(requestID: requestID) }
}
