import Glibc

/// The account a server runs as.
struct ServerAccount: Sendable {
    let userID: uid_t
    let groupID: gid_t

    /// Whether it differs from the account of this process, so that files and processes must be handed over.
    var isAnother: Bool { userID != geteuid() }

    /// What to put before a command line to run it as this account.
    ///
    /// `setpriv` replaces itself by the command, so that the process number stays the server's.
    var prefix: [String] {
        guard isAnother else { return [] }
        return ["/usr/bin/setpriv", "--reuid=\(userID)", "--regid=\(groupID)", "--clear-groups", "--"]
    }

    /// The account for a server.
    ///
    /// Both servers refuse to run, or should not run, as root; for root it is the account the package made. A folder
    /// filled before keeps the account that owns it. Anybody else runs the servers under the own account.
    ///
    /// - Parameters:
    ///   - name: the account the package made.
    ///   - folder: where the server keeps its files, if it exists already.
    static func choose(name: String, folder: String) throws -> ServerAccount {
        guard geteuid() == 0 else { return ServerAccount(userID: geteuid(), groupID: getegid()) }
        var status = stat()
        if lstat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid != 0 {
            return ServerAccount(userID: status.st_uid, groupID: status.st_gid)
        }
        guard let account = getpwnam(name) else {
            throw LocalServicesError(
                .notInstalled,
                "There is no account '\(name)' for the server to run as (it must not run as root). "
                    + "Install the server's Debian package, or start as an ordinary user.")
        }
        return ServerAccount(userID: account.pointee.pw_uid, groupID: account.pointee.pw_gid)
    }
}
