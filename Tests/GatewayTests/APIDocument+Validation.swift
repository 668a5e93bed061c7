import Foundation

extension APIDocument {
    /// What of a JSON value does not fit a schema, by place.
    ///
    /// Knows the keywords that the document's answers use. Stricter than the standard in one way: a member that the schema
    /// does not name is a fault, so that no answer says more than the document.
    func faults(of value: Any, under schema: [String: Any], at place: String = "body") -> [String] {
        var faults: [String] = []
        if let target = resolved(schema), schema["$ref"] != nil {
            faults += self.faults(of: value, under: target, at: place)
        }
        if let constant = schema["const"], !isEqual(value, constant) { faults.append("\(place): not \(constant)") }
        if let allowed = schema["enum"] as? [Any], !allowed.contains(where: { isEqual($0, value) }) {
            faults.append("\(place): \(value) is not one of \(allowed)")
        }
        if let choices = schema["oneOf"] as? [[String: Any]] {
            let fits = choices.count { self.faults(of: value, under: $0, at: place).isEmpty }
            if fits != 1 { faults.append("\(place): fits \(fits) of the choices") }
        }
        let types = schema["type"] as? [String] ?? (schema["type"] as? String).map { [$0] } ?? []
        if !types.isEmpty, !types.contains(where: { isType($0, value) }) {
            faults.append("\(place): \(value) is no \(types.joined(separator: " or "))")
        }
        switch value {
        case let object as [String: Any]: faults += self.faults(ofMembers: object, under: schema, at: place)
        case let items as [Any]:
            guard let item = schema["items"] as? [String: Any] else { break }
            faults += items.enumerated().flatMap { self.faults(of: $1, under: item, at: "\(place)[\($0)]") }
        case let text as String: faults += self.faults(ofText: text, under: schema, at: place)
        case let number as NSNumber:
            if let minimum = schema["minimum"] as? Int, number.doubleValue < Double(minimum) {
                faults.append("\(place): less than \(minimum)")
            }
            if let maximum = schema["maximum"] as? Int, number.doubleValue > Double(maximum) {
                faults.append("\(place): more than \(maximum)")
            }
        default: break
        }
        return faults
    }

    private func faults(ofMembers object: [String: Any], under schema: [String: Any], at place: String) -> [String] {
        let required = schema["required"] as? [String] ?? []
        var faults = required.filter { object[$0] == nil }.map { "\(place).\($0): missing" }
        let properties = schema["properties"] as? [String: [String: Any]]
        let others = schema["additionalProperties"] as? [String: Any]
        guard properties != nil || others != nil else { return faults }
        for (name, member) in object {
            if let schema = properties?[name] ?? others {
                faults += self.faults(of: member, under: schema, at: "\(place).\(name)")
            } else {
                faults.append("\(place).\(name): not in the document")
            }
        }
        return faults
    }

    private func faults(ofText text: String, under schema: [String: Any], at place: String) -> [String] {
        var isGood = true
        switch schema["format"] as? String {
        case "uuid": isGood = UUID(uuidString: text) != nil && text == text.lowercased()
        case "date-time": isGood = (try? Date(text, strategy: .iso8601)) != nil
        case "date": isGood = text.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil
        default: break
        }
        if let pattern = schema["pattern"] as? String, let expression = try? Regex(pattern) {
            isGood = isGood && text.contains(expression)
        }
        return isGood ? [] : ["\(place): \(text) is not as the schema says"]
    }

    private func isType(_ name: String, _ value: Any) -> Bool {
        switch name {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "null": value is NSNull
        case "boolean": isBoolean(value)
        case "number": value is NSNumber && !isBoolean(value)
        case "integer":
            !isBoolean(value) && (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } == true
        default: false
        }
    }

    private func isBoolean(_ value: Any) -> Bool {
        (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? false
    }

    private func isEqual(_ left: Any, _ right: Any) -> Bool { "\(left)" == "\(right)" }
}
