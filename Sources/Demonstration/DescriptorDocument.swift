/// The analysis descriptor, in its normalised form.
enum DescriptorDocument {
    static var text: String {
        """
        {
          "name": "\(DemonstrationFamily.analysisName)",
          "genepanel_name": "\(DemonstrationFamily.panelName)",
          "genepanel_version": "\(DemonstrationFamily.panelVersion)",
          "priority": 2,
          "report": "Demonstration. Referral: failure to thrive, recurrent chest infections, pulmonary stenosis.",
          "warnings": "Invented family. Not for diagnostic use.",
          "date_requested": "2025-01-15",
          "data": [
            {
              "vcf": "\(DemonstrationFamily.analysisName).vcf",
              "ped": "\(DemonstrationFamily.analysisName).ped",
              "technology": "HTS"
            }
          ]
        }

        """
    }
}
