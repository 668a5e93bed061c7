extension TranscriptAnnotation {
    /// The item of the document's `transcripts` list: ELLA's keys, those without value left out except `hgnc_id` and
    /// the two distances, plus the MANE tags when present.
    package var json: JSONObject {
        var members: [JSONObject.Member] = []
        members.reserveCapacity(21)
        func add(_ key: String, _ value: JSONValue?) {
            if let value { members.append(JSONObject.Member(key: key, value: value)) }
        }
        // In key order: the object is built without sorting.
        add("HGVSc", hgvsc.map(JSONValue.string))
        add("HGVSc_insertion", hgvscInsertion.map(JSONValue.string))
        add("HGVSc_short", hgvscShort.map(JSONValue.string))
        add("HGVSp", hgvsp.map(JSONValue.string))
        add("amino_acids", aminoAcids.map(JSONValue.string))
        add("coding_region_distance", codingRegionDistance.map(JSONValue.integer) ?? .null)
        add("codons", codons.map(JSONValue.string))
        add("consequences", .array(consequences.map { .string($0.rawValue) }))
        add("dbsnp", dbsnp.map { .array($0.map(JSONValue.string)) })
        add("exon", exon.map(JSONValue.string))
        add("exon_distance", exonDistance.map(JSONValue.integer) ?? .null)
        add("hgnc_id", hgncID.map(JSONValue.integer) ?? .null)
        add("in_last_exon", .string(isInLastExon ? "yes" : "no"))
        add("intron", intron.map(JSONValue.string))
        add("is_canonical", .bool(isCanonical))
        add("mane_plus_clinical", manePlusClinical.map(JSONValue.string))
        add("mane_select", maneSelect.map(JSONValue.string))
        add("protein", protein.map(JSONValue.string))
        add("strand", strand.map(JSONValue.integer))
        add("symbol", symbol.map(JSONValue.string))
        add("transcript", .string(transcript))
        return JSONObject(sorted: members)
    }

    /// The transcript of a document's item; `nil` when it has no name. Unknown keys are left to the document.
    package init?(json: JSONObject) {
        guard let transcript = json["transcript"]?.stringValue else { return nil }
        self.init(transcript: transcript)
        for member in json.members {
            let value = member.value
            switch member.key {
            case "HGVSc": hgvsc = value.stringValue
            case "HGVSc_insertion": hgvscInsertion = value.stringValue
            case "HGVSc_short": hgvscShort = value.stringValue
            case "HGVSp": hgvsp = value.stringValue
            case "amino_acids": aminoAcids = value.stringValue
            case "coding_region_distance": codingRegionDistance = value.intValue
            case "codons": codons = value.stringValue
            case "consequences": consequences = TranscriptAnnotation.terms(value)
            case "dbsnp": dbsnp = value.arrayValue?.compactMap(\.stringValue)
            case "exon": exon = value.stringValue
            case "exon_distance": exonDistance = value.intValue
            case "hgnc_id": hgncID = value.intValue
            case "in_last_exon": isInLastExon = value.stringValue == "yes"
            case "intron": intron = value.stringValue
            case "is_canonical": isCanonical = value.boolValue ?? false
            case "mane_plus_clinical": manePlusClinical = value.stringValue
            case "mane_select": maneSelect = value.stringValue
            case "protein": protein = value.stringValue
            case "strand": strand = value.intValue
            case "symbol": symbol = value.stringValue
            default: break
            }
        }
    }

    private static func terms(_ value: JSONValue) -> [ConsequenceTerm] {
        value.arrayValue?.compactMap { $0.stringValue.map(ConsequenceTerm.init) }.sorted() ?? []
    }
}
