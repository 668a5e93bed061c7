/// The PostgreSQL programs of this machine.
struct PostgresInstallation: Sendable {
    /// The folder that holds `postgres`, `initdb`, and the rest.
    let programs: String
    /// The major version; data folders of another one cannot be used.
    let version: Int

    static let oldestVersion = 15

    /// The installation to use with a data folder: the newest, or the one that made the folder.
    ///
    /// - Parameter dataVersion: the contents of the folder's `PG_VERSION`; nil when it is still to be made.
    static func find(dataVersion: String?) throws -> PostgresInstallation {
        let installations = try all()
        guard let newest = installations.first else {
            throw LocalServicesError(
                .notInstalled,
                "PostgreSQL \(oldestVersion) or newer was not found in /usr/lib/postgresql/*/bin, nor on the PATH, nor by "
                    + "pg_config. Install it, on Debian with: apt-get install postgresql")
        }
        guard let dataVersion else { return newest }
        guard let match = installations.first(where: { String($0.version) == dataVersion }) else {
            throw LocalServicesError(
                .badFolder,
                "The database was made by PostgreSQL \(dataVersion), but installed is \(newest.version). "
                    + "Install version \(dataVersion), or convert the data with pg_upgrade.")
        }
        return match
    }

    /// Every usable installation, newest first.
    private static func all() throws -> [PostgresInstallation] {
        let root = "/usr/lib/postgresql"
        let debian = SmallFile.names(in: root).map { "\(root)/\($0)/bin" }
        var found = try (debian + Command.searchPath).compactMap(PostgresInstallation.init(checking:))
        if found.isEmpty, let tool = Programs.find("pg_config", in: Command.searchPath) {
            let folder = try Command([tool, "--bindir"]).run().output
            found = try [PostgresInstallation(checking: folder)].compactMap { $0 }
        }
        return found.filter { $0.version >= oldestVersion }.sorted { $0.version > $1.version }
    }

    /// Asks the server program for its version; nil when the folder does not hold one.
    private init?(checking folder: String) throws {
        guard let server = Programs.find("postgres", in: [folder]), Programs.find("initdb", in: [folder]) != nil else {
            return nil
        }
        // "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)"; development versions say "17devel".
        let words = try Command([server, "--version"]).run().output.split(separator: " ")
        guard words.count > 2, let version = Int(words[2].prefix { $0.isNumber }) else { return nil }
        programs = folder
        self.version = version
    }
}
