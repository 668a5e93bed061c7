/// The name and version of a gene panel.
package struct GenePanelName: Hashable, Sendable, CustomStringConvertible {
    /// Without the version.
    package var name: String
    /// As written, `v01.0`.
    package var version: String

    /// Both parts as given.
    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }

    /// Reads `NAME_vX`, which is cut at its first underscore. Nil if there is none or the version does not start with v.
    package init?(folder: some StringProtocol) {
        guard let underscore = folder.firstIndex(of: "_"), underscore > folder.startIndex else { return nil }
        let version = folder[folder.index(after: underscore)...]
        guard version.hasPrefix("v"), version.count > 1 else { return nil }
        self.init(name: String(folder[..<underscore]), version: String(version))
    }

    /// `NAME_VERSION`.
    package var description: String { "\(name)_\(version)" }
}
