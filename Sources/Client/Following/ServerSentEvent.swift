/// One event of an event stream.
package struct ServerSentEvent: Sendable, Hashable {
    /// The id that was last given in the stream; send it back to go on behind this event.
    package var id: String?
    /// What kind of event; `message` when the stream does not say.
    package var name: String
    /// The lines of data, joined with line feeds.
    package var data: String

    /// Describes an event.
    package init(id: String?, name: String, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }
}
