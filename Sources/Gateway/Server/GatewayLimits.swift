/// What the gateway accepts. All configurable; these are the defaults.
package struct GatewayLimits: Sendable {
    /// Bytes of a JSON body.
    package var jsonBody = 1 << 20
    /// Bytes of a panel's deposit, which holds two tables.
    package var panelBody = 64 << 20
    /// Bytes of a file, as it travels.
    package var file = 64 << 30
    /// Bytes of a pedigree.
    package var pedigree = 1 << 20
    /// Seconds that `Prefer: wait` may ask for.
    package var wait = 60
    /// Seconds until a session ends whatever happens.
    package var sessionLifetime = 12 * 3_600
    /// Seconds that a session lives unused.
    package var sessionIdle = 3_600

    /// The defaults.
    package init() {}
}
