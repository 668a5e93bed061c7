import Foundation
import PublicAPI

/// Prints a value as JSON on standard output, for machines.
func printJSON(_ value: some Encodable) throws {
    print(String(decoding: try JSONEncoder.publicAPI().encode(value), as: UTF8.self))
}
