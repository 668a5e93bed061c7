import Glibc

/// Two connected descriptors that no other program inherits by accident.
///
/// They are sockets: a pair of those is born closed to other programs in one step, so that a program started by another
/// thread in the same moment cannot hold a copy and keep the reader waiting for ever.
struct DescriptorPair {
    let reading: Int32
    let writing: Int32

    init() throws {
        var ends: [Int32] = [-1, -1]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw SystemCall.failure("make", "a pipe")
        }
        reading = ends[0]
        writing = ends[1]
    }

    /// Reads until every holder of the writing end has closed it; blocks.
    func readAll() -> [UInt8] {
        var contents: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(reading, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return contents }
            contents += buffer[..<count]
        }
    }
}
