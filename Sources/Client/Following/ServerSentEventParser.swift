/// Cuts an event stream (HTML standard, section 9.2) into events, wherever the network cuts it into pieces.
///
/// The fields `event`, `data` and `id` are understood; others, and comments, are passed over. An event without data, or
/// without the empty line that ends it, is none.
package struct ServerSentEventParser: Sendable {
    /// The bytes of the line that has not ended yet.
    private var line: [UInt8] = []
    /// Whether the last byte was a carriage return, so that a line feed now belongs to it.
    private var endedByReturn = false
    private var isFirstLine = true
    private var name = ""
    private var data: [String] = []
    private var id: String?

    /// Begins a stream.
    ///
    /// - Parameter lastEventID: where an earlier stream ended; the id of events that give none.
    package init(lastEventID: String? = nil) { id = lastEventID }

    /// Takes the next bytes of the stream, and returns the events that they complete.
    package mutating func consume(_ bytes: some Sequence<UInt8>) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\n") where endedByReturn:
                endedByReturn = false
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                endedByReturn = byte == UInt8(ascii: "\r")
                if let event = endLine() { events.append(event) }
            default:
                endedByReturn = false
                line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> ServerSentEvent? {
        defer {
            line.removeAll(keepingCapacity: true)
            isFirstLine = false
        }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        guard !line.isEmpty else { return dispatch() }
        // A colon in front makes a comment: a heartbeat.
        guard line.first != UInt8(ascii: ":") else { return nil }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var value = line[colon...].dropFirst()
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        take(String(decoding: line[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
        return nil
    }

    private mutating func take(_ field: String, _ value: String) {
        switch field {
        case "event": name = value
        case "data": data.append(value)
        // The standard: an id with a null character is none.
        case "id": if !value.utf8.contains(0) { id = value }
        default: break
        }
    }

    private mutating func dispatch() -> ServerSentEvent? {
        defer {
            name = ""
            data.removeAll()
        }
        guard !data.isEmpty else { return nil }
        return ServerSentEvent(id: id, name: name.isEmpty ? "message" : name, data: data.joined(separator: "\n"))
    }
}
