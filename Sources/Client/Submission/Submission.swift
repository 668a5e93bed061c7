package import PublicAPI

/// What is to be submitted: a descriptor with the files that it names.
package struct Submission: Sendable, Hashable {
    /// The descriptor; its files are named without folders.
    package var descriptor: DescriptorDocument
    /// The files, in the order in which they are sent.
    package var files: [File]
    /// Where the annotation in the files comes from, when the configuration shall not say it.
    package var annotationRelease: AnnotationRelease?
    /// What was done that the submitter may not expect, one line each.
    package var notes: [String] = []

    /// A file on disk.
    package struct File: Sendable, Hashable {
        /// Its name, as the descriptor gives it.
        package var name: String
        /// Where it is.
        package var path: String
    }

    /// What the submitter says on the command line; it outdoes what files and folders say.
    package struct Choices: Sendable, Hashable {
        /// The name of the analysis.
        package var name: String?
        /// The panel.
        package var panel: Panel?
        /// 1 (normal), 2 (high) or 3 (urgent).
        package var priority: Int?
        /// Where the annotation comes from.
        package var annotationRelease: AnnotationRelease?

        /// A panel's name and version.
        package struct Panel: Sendable, Hashable {
            package var name: String
            package var version: String

            /// Names a version of a panel.
            package init(name: String, version: String) {
                self.name = name
                self.version = version
            }
        }

        /// Leaves everything to files and folders.
        package init(
            name: String? = nil, panel: Panel? = nil, priority: Int? = nil, annotationRelease: AnnotationRelease? = nil
        ) {
            self.name = name
            self.panel = panel
            self.priority = priority
            self.annotationRelease = annotationRelease
        }
    }
}

extension Submission {
    /// Whether a text is a day that exists, as `YYYY-MM-DD`.
    package static func isDate(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard text.utf8.count == 10, parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            year > 0, (1...12).contains(month), day > 0
        else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return day <= [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }
}
