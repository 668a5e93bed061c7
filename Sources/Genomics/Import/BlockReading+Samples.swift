extension BlockReading {
    /// What each sample has of a member's allele.
    /// - Parameter depths: one a sample, of the whole site.
    func sampleGenotypes(of index: Int, _ depths: [AlleleDepth?]) -> [SampleGenotype] {
        let member = members[index]
        let site = sites[member.site]
        let alternate = site.record.bytes.text(site.alternates[member.alternate - 1])
        return member.calls.indices.map { person in
            let call = member.calls[person]
            let values = site.values[person]
            let isMultiallelic = call.isHalfMissing
            return SampleGenotype(
                type: type(of: call, isCovered: isCovered(person, member)), isMultiallelic: isMultiallelic,
                quality: values.quality, depth: values.depth, alleleDepth: depths[person],
                alleleRatio: depths[person]?.ratio(of: alternate),
                likelihoods: isMultiallelic
                    ? nil : values.likelihoods(of: member.alternate, alternateCount: site.alternates.count),
                copyNumber: values.copyNumber)
        }
    }

    private func type(of call: GenotypeCall, isCovered: Bool) -> GenotypeType {
        if call.contains(1) { return call.second == nil || call.first == call.second ? .homozygous : .heterozygous }
        return call.isFullyMissing && !isCovered ? .noCoverage : .reference
    }

    /// A sample was not covered if no record of the block has a genotype for it. For an extra copy a missing genotype
    /// is a finding, not a gap.
    private func isCovered(_ person: Int, _ member: Member) -> Bool {
        member.isDuplication || members.contains { !$0.calls[person].isFullyMissing }
    }

    /// The reads of each sample over the block: of the proband's alleles, and of those for which some sample has a
    /// missing index (it carries another allele of the block). Unknown where the proband's two records do not stand at
    /// one place, since their reads are then not those of one site.
    func depths(proband: Int, carried: [Int]) -> [AlleleDepth?] {
        let first = sites[members[carried[0]].site].record
        let areOneSite = carried.dropFirst().allSatisfy { index in
            let other = sites[members[index].site].record
            return first.bytes.equal(first.range(of: .position), to: other.bytes, at: other.range(of: .position))
                && first.bytes.equal(first.range(of: .reference), to: other.bytes, at: other.range(of: .reference))
        }
        guard areOneSite else { return Array(repeating: nil, count: reader.header.samples.count) }
        let kept = members.indices.filter { index in
            carried.contains(index) || members[index].calls.contains { $0.contains(GenotypeCall.missing) }
        }
        return reader.header.samples.indices.map { depth(of: $0, kept) }
    }

    private func depth(of person: Int, _ kept: [Int]) -> AlleleDepth? {
        var references: [AlleleDepth.Alternate] = []
        var alternates: [AlleleDepth.Alternate] = []
        for index in kept {
            let member = members[index]
            let site = sites[member.site]
            guard
                let reads = site.values[person].depths(of: member.alternate, alternateCount: site.alternates.count)
            else { continue }
            let reference = site.record.text(of: .reference)
            let alternate = site.record.bytes.text(site.alternates[member.alternate - 1])
            references.set(reference, reads.reference)
            alternates.set(alternate, reads.alternate)
        }
        guard let first = references.first else { return nil }
        // Records that spell the reference differently must agree in its reads, else they are of different sites.
        guard references.allSatisfy({ $0.reads == first.reads }) else { return nil }
        return AlleleDepth(
            referenceBases: references.count == 1 ? first.bases : nil, referenceReads: first.reads,
            alternates: alternates)
    }
}

extension [AlleleDepth.Alternate] {
    fileprivate mutating func set(_ bases: String, _ reads: Int) {
        if let index = firstIndex(where: { $0.bases == bases }) {
            self[index].reads = reads
        } else {
            append(AlleleDepth.Alternate(bases: bases, reads: reads))
        }
    }
}
