import CSodium
import Dispatch

/// Hashes and verifies passwords with argon2id (RFC 9106): 3 passes over 19 MiB, above the least that OWASP's Password
/// Storage Cheat Sheet recommends (2 passes over 19 MiB). libsodium's own "interactive" 64 MiB would double a gateway.
///
/// The work runs on one serial queue, which is off Swift's cooperative pool and bounds memory to one computation at a
/// time;
/// a flood of logins waits its turn rather than exhausting the machine.
package final class PasswordHasher: Sendable {
    private static let passes: UInt64 = 3
    private static let memory = 19 << 20
    private let queue = DispatchQueue(label: "cistron.password", qos: .userInitiated)

    /// Why a password could not be hashed.
    package enum Failure: Error, Sendable {
        /// The system has not the memory to spare.
        case outOfMemory
    }

    /// Creates a hasher with a queue of its own.
    package init() {
        Sodium.ready
    }

    /// A string that holds algorithm, limits, salt and hash (`$argon2id$…`).
    ///
    /// - Throws: ``Failure/outOfMemory``.
    package func hash(_ password: String) async throws -> String {
        let hashed = await onQueue { () -> String? in
            var output = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
            let password = Array(password.utf8CString.dropLast())
            let status = crypto_pwhash_str_alg(
                &output, password, UInt64(password.count), Self.passes, Self.memory, crypto_pwhash_ALG_ARGON2ID13)
            guard status == 0 else { return nil }
            return String(decoding: output.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
        guard let hashed else { throw Failure.outOfMemory }
        return hashed
    }

    /// Whether a password fits a stored hash.
    ///
    /// Without a hash the same work is done in vain, so that the time of an answer does not tell whether a user exists.
    package func verify(_ password: String, against hash: String?) async throws -> Bool {
        guard let hash else {
            _ = try await self.hash(password)
            return false
        }
        return await onQueue {
            let password = Array(password.utf8CString.dropLast())
            return crypto_pwhash_str_verify(hash, password, UInt64(password.count)) == 0
        }
    }

    private func onQueue<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: work()) }
        }
    }
}
