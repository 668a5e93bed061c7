/// One file of the demonstration.
package struct GeneratedFile: Equatable, Sendable {
    /// Path relative to the output folder, with `/` between the parts.
    package let name: String
    /// The whole content; text files are UTF-8 and end with a newline.
    package let bytes: [UInt8]

    init(_ name: String, _ text: String) {
        self.init(name, bytes: Array(text.utf8))
    }

    init(_ name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}
