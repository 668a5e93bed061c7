import CSodium

/// libsodium wants to be initialised once, before the first call.
enum Sodium {
    /// Touched before every use of the library.
    static let ready: Void = {
        precondition(sodium_init() >= 0, "libsodium cannot reach the system's random source")
    }()
}
