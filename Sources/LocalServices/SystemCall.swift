import Glibc

/// Turning `errno` into an error.
enum SystemCall {
    /// - Parameters:
    ///   - action: what was tried, as a verb.
    ///   - subject: on what, usually a path.
    ///   - number: the error number; `errno` by default.
    static func failure(_ action: String, _ subject: String, _ number: Int32 = errno) -> LocalServicesError {
        LocalServicesError(.systemCallFailed, "Cannot \(action) \(subject): \(String(cString: strerror(number))).")
    }
}
