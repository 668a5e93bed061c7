import Cryptography
import Foundation
package import PublicAPI

/// What announces an import: the descriptor, the files that will follow, and where their annotation comes from.
package struct ImportAnnouncement: Sendable, Encodable, Hashable {
    /// What the analysis is.
    package var descriptor: DescriptorDocument
    /// The files that the descriptor names.
    package var files: [AnnouncedFile]
    /// Where the annotation in the files comes from, when the configuration shall not say it.
    package var annotationRelease: AnnotationRelease?

    /// Announces an import.
    package init(descriptor: DescriptorDocument, files: [AnnouncedFile], annotationRelease: AnnotationRelease? = nil) {
        self.descriptor = descriptor
        self.files = files
        self.annotationRelease = annotationRelease
    }

    /// The key under which the same submission is known again: SHA-256 of all that is announced, which holds the
    /// SHA-256 of every file. The same files with the same descriptor answer with the first import, whenever and from
    /// wherever they come.
    package var defaultKey: String {
        get throws { SHA256.hash(try JSONEncoder.publicAPI().encode(self)).hexadecimal }
    }
}
