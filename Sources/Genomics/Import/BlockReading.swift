/// The reading of one block: consecutive records that were one multi-allelic record once, or a record alone.
///
/// Records with several ALT are decomposed here: each ALT becomes a member that looks as if it stood on a record of its
/// own, in the spelling of decomposed files (`1/2` is `1/.` and `./1`).
struct BlockReading {
    /// One ALT of one record.
    struct Member {
        var site: Int
        /// 1-based.
        var alternate: Int
        var isDuplication: Bool
        /// One a sample.
        var calls: [GenotypeCall]
        /// Set where a proband carries it and it can be stored.
        var allele: StoredAllele?
        /// The index into the content's alleles, once a genotype refers to it.
        var index: Int?
    }

    let reader: ChunkReader
    var sites: [Site]
    var members: [Member] = []
    /// What was found against alleles that a proband carries, by site.
    private var faults: [[GenomicsError]]
    private var isStored: [Bool]

    init(reader: ChunkReader, sites: [Site]) {
        self.reader = reader
        self.sites = sites
        faults = Array(repeating: [], count: sites.count)
        isStored = Array(repeating: false, count: sites.count)
    }

    mutating func run(into content: inout ChunkContent, seen: inout SeenAlleles) {
        let isCarried = sites.indices.map { isCarriedOrFaulty(site: $0) }
        if isCarried.contains(true) {
            for index in sites.indices { addMembers(of: index, isCarried: isCarried[index]) }
        }
        deriveAlleles(seen: &seen)
        for proband in reader.pedigree.probands { addGenotype(of: proband, to: &content) }
        for index in sites.indices { content.outcomes.append(outcome(of: index)) }
    }

    /// Whether a proband may carry an ALT of a record. Only the probands' GT are read for this, since most records of a
    /// family's file end here.
    private mutating func isCarriedOrFaulty(site index: Int) -> Bool {
        var isCarried = false
        for proband in reader.pedigree.probands {
            do {
                let call = try sites[index].call(ofSample: proband)
                isCarried = isCarried || sites[index].isCarried(by: call)
            } catch {
                faults[index].append(error)
            }
        }
        return isCarried
    }

    private mutating func addMembers(of index: Int, isCarried: Bool) {
        guard faults[index].isEmpty else { return }
        do {
            try sites[index].readValues(sampleCount: reader.header.samples.count)
        } catch {
            // A record that no proband carries is not quarantined for a fault of a relative's column.
            if isCarried { faults[index].append(error) }
            return
        }
        let site = sites[index]
        for alternate in site.alternates.indices {
            members.append(
                Member(
                    site: index, alternate: alternate + 1, isDuplication: site.isDuplication(alternate: alternate),
                    calls: site.values.map { $0.call.projected(on: alternate + 1) }))
        }
    }

    private mutating func deriveAlleles(seen: inout SeenAlleles) {
        var next = 0
        for index in sites.indices {
            seen.move(to: sites[index].record)
            while next < members.count, members[next].site == index {
                if reader.pedigree.probands.contains(where: { carries($0, members[next]) }) {
                    derive(next, seen: &seen)
                }
                next += 1
            }
        }
    }

    private mutating func derive(_ index: Int, seen: inout SeenAlleles) {
        let member = members[index]
        let site = sites[member.site]
        do throws(GenomicsError) {
            let allele = try site.allele(
                alternate: member.alternate - 1, header: reader.header, assembly: reader.assembly)
            if let earlier = seen.insert(allele.key, line: site.record.line) {
                throw site.record.error(
                    .duplicateRecord, in: .alternate, allowed: "the same allele stands on line \(earlier) already")
            }
            members[index].allele = StoredAllele(
                allele: allele, line: site.record.line, info: site.record.range(of: .info),
                alternateIndex: member.alternate - 1, alternateCount: site.alternates.count)
        } catch {
            faults[member.site].append(error)
        }
    }

    /// Whether a person has the allele of a member. A duplication without a genotype counts: that is how callers of copy
    /// numbers write more than two copies.
    func carries(_ person: Int, _ member: Member) -> Bool {
        member.calls[person].contains(1)
            || (member.isDuplication && sites[member.site].values[person].call.isDiploidMissing)
    }

    private mutating func addGenotype(of proband: Int, to content: inout ChunkContent) {
        let carried = members.indices.filter { members[$0].allele != nil && carries(proband, members[$0]) }
        switch carried.count {
        case 0: return
        case 1: store(carried[0], nil, proband, &content)
        case 2 where isPair(carried[0], carried[1], proband): store(carried[0], carried[1], proband, &content)
        case 2 where isPair(carried[1], carried[0], proband): store(carried[1], carried[0], proband, &content)
        default:
            for index in carried {
                let record = sites[members[index].site].record
                faults[members[index].site].append(
                    record.error(
                        .inconsistentBlock, in: .alternate,
                        allowed: "of the alleles of one block a person has one, or two as 1/. and ./1"))
            }
        }
    }

    private func isPair(_ first: Int, _ second: Int, _ proband: Int) -> Bool {
        members[first].calls[proband] == GenotypeCall(first: 1, second: GenotypeCall.missing)
            && members[second].calls[proband] == GenotypeCall(first: GenotypeCall.missing, second: 1)
    }

    private mutating func store(_ first: Int, _ second: Int?, _ proband: Int, _ content: inout ChunkContent) {
        guard let allele = index(of: first, &content) else { return }
        let pair = [first] + (second.map { [$0] } ?? [])
        let depths = depths(proband: proband, carried: pair)
        let site = sites[members[first].site]
        content.genotypes.append(
            StoredGenotype(
                proband: proband, allele: allele, secondAllele: second.flatMap { index(of: $0, &content) },
                filterStatus: site.record.text(of: .filter), quality: site.quality,
                samples: sampleGenotypes(of: first, depths),
                secondSamples: second.map { sampleGenotypes(of: $0, depths) } ?? []))
        for index in pair { isStored[members[index].site] = true }
    }

    /// Where a member's allele stands in the content; put there at its first use (probands may share it).
    private mutating func index(of member: Int, _ content: inout ChunkContent) -> Int? {
        if let index = members[member].index { return index }
        guard let allele = members[member].allele else { return nil }
        members[member].index = content.alleles.count
        content.alleles.append(allele)
        return members[member].index
    }

    private func outcome(of index: Int) -> RecordOutcome {
        let line = sites[index].record.line
        if isStored[index] { return RecordOutcome(line: line, disposition: .stored, omitted: faults[index]) }
        guard let fault = faults[index].first else { return RecordOutcome(line: line, disposition: .notInProband) }
        return RecordOutcome(line: line, disposition: .rejected(fault))
    }
}
