import Interpretation
import PublicAPI
import Testing

extension AlleleView {
    /// The versions that a person sees here.
    var presented: PresentedVersions {
        get throws {
            PresentedVersions(
                alleleID: id, annotationID: try #require(annotation), assessmentID: assessment?.id, reportID: report?.id
            )
        }
    }
}
