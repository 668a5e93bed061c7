/// Collects `frequencies.PROVIDER.{freq,num,count,hom,hemi}.POPULATION` into one value a population.
struct FrequencyProjection {
    private(set) var values: [FrequencyValue] = []
    private(set) var warnings: [AnnotationWarning] = []

    mutating func read(_ provider: JSONObject.Member) {
        guard let kinds = provider.value.objectValue else {
            return warn(.notANumber, [provider.key], provider.value)
        }
        // The populations of one provider stand together; a kind only adds to them.
        let start = values.count
        for kind in kinds.members {
            switch kind.key {
            case "freq": read(kind, of: provider.key, from: start) { $0.setFrequency(from: $1) }
            case "num": readCounts(kind, of: provider.key, from: start, into: \.number)
            case "count": readCounts(kind, of: provider.key, from: start, into: \.count)
            case "hom": readCounts(kind, of: provider.key, from: start, into: \.homozygotes)
            case "hemi": readCounts(kind, of: provider.key, from: start, into: \.hemizygotes)
            default: break
            }
        }
    }

    private mutating func readCounts(
        _ kind: JSONObject.Member, of provider: String, from start: Int,
        into field: WritableKeyPath<FrequencyValue, Int?>
    ) {
        read(kind, of: provider, from: start) { value, json in
            guard let count = json.intValue, count >= 0 else { return .notANumber }
            value[keyPath: field] = count
            return nil
        }
    }

    private mutating func read(
        _ kind: JSONObject.Member, of provider: String, from start: Int,
        _ assign: (inout FrequencyValue, JSONValue) -> AnnotationWarning.Kind?
    ) {
        guard let populations = kind.value.objectValue else {
            return warn(.notANumber, [provider, kind.key], kind.value)
        }
        // Populations come sorted for each kind, so a merge walk finds their place without searching.
        var position = start
        for population in populations.members where !population.value.isNull {
            while position < values.count, values[position].population < population.key { position += 1 }
            if position == values.count || values[position].population != population.key {
                values.insert(FrequencyValue(provider: provider, population: population.key), at: position)
            }
            if let problem = assign(&values[position], population.value) {
                warn(problem, [provider, kind.key, population.key], population.value)
            }
        }
    }

    private mutating func warn(_ kind: AnnotationWarning.Kind, _ path: [String], _ value: JSONValue) {
        let text = String(decoding: JSONWriter.bytes(value), as: UTF8.self)
        let location = (["frequencies"] + path).joined(separator: ".")
        warnings.append(AnnotationWarning(kind, at: location, value: text))
    }
}

extension FrequencyValue {
    fileprivate mutating func setFrequency(from json: JSONValue) -> AnnotationWarning.Kind? {
        guard let number = json.numberValue else { return .notANumber }
        let value = number.doubleValue
        guard (0...1).contains(value) else { return .frequencyOutOfRange }
        frequency = value
        decimal = number.text
        return nil
    }
}
