import Client
import Cryptography
import Foundation
import Hummingbird
import NIOCore
import PublicAPI
import Synchronization
import Testing

@Suite struct UploadTests {
    private let id = UUID()

    private func view(_ file: AnnouncedFile) -> ImportView {
        let received = ImportView.FileView(
            name: file.name, size: file.size, sha256: file.sha256, received: true, address: "")
        return ImportView(id: id, state: "queued", analysis: nil, files: [received], records: nil)
    }

    private func file(_ folder: TemporaryFolder, bytes: Int) async throws -> (String, AnnouncedFile) {
        var random = SystemRandomNumberGenerator()
        let block = Data((0..<65_536).map { _ in UInt8.random(in: 0...255, using: &random) })
        var data = Data()
        while data.count < bytes { data += block.prefix(bytes - data.count) }
        let path = try folder.write("größe 1%.vcf.gz", data)
        let fingerprint = try await FileFingerprint(path: path)
        #expect(fingerprint.size == bytes)
        return (path, AnnouncedFile(name: "größe 1%.vcf.gz", size: bytes, sha256: fingerprint.sha256.hexadecimal))
    }

    @Test func sendsEveryByteAndNoMoreThanTheServerTakes() async throws {
        let size = 48 << 20
        let folder = try TemporaryFolder()
        let (path, file) = try await file(folder, bytes: size)
        let sent = Mutex(0)
        let received = Mutex((digest: "", largestLead: 0))
        try await TestServer.run { request in
            #expect(request.method == .put)
            #expect(
                request.uri.path == "/api/v1/imports/\(id.uuidString.lowercased())/files/gr%C3%B6%C3%9Fe%201%25.vcf.gz")
            #expect(request.header("Content-Length") == "\(size)")
            #expect(request.header("Transfer-Encoding") == nil)
            var hash = SHA256()
            var count = 0
            var lead = 0
            for try await chunk in request.body {
                if count == 0 { try await stalled(sent) }
                hash.update(chunk.readableBytesView)
                count += chunk.readableBytes
                lead = max(lead, sent.withLock(\.self) - count)
            }
            received.withLock { $0 = (hash.finalize().hexadecimal, lead) }
            return try .json(view(file))
        } _: { server in
            let view = try await CistronClient.test(server).upload(path, as: file, to: id) { done in
                sent.withLock { $0 = done }
            }
            #expect(view.files.first?.received == true)
        }
        #expect(received.withLock(\.digest) == file.sha256)
        #expect(sent.withLock(\.self) == size)
        #expect(received.withLock(\.largestLead) < size / 2, "the client waits for a slow server")
    }

    /// Returns when the client has stopped sending, because nobody takes the bytes.
    private func stalled(_ sent: borrowing Mutex<Int>) async throws {
        var (last, unchanged) = (-1, 0)
        let deadline = ContinuousClock.now + .seconds(20)
        while unchanged < 10, ContinuousClock.now < deadline {
            let now = sent.withLock(\.self)
            unchanged = now == last && now > 0 ? unchanged + 1 : 0
            last = now
            try await Task.sleep(for: .milliseconds(20))
        }
        #expect(unchanged == 10)
    }

    @Test func repeatsABrokenUpload() async throws {
        struct Broken: Error {}
        let folder = try TemporaryFolder()
        let (path, file) = try await file(folder, bytes: 3 << 20)
        let attempts = Mutex(0)
        let digests = Mutex<[String]>([])
        try await TestServer.run { request in
            var hash = SHA256()
            let isFirst =
                attempts.withLock {
                    $0 += 1; return $0
                } == 1
            for try await chunk in request.body {
                hash.update(chunk.readableBytesView)
                if isFirst {
                    // The body of the answer breaks off, and the connection with it.
                    return Response(status: .ok, body: ResponseBody(contentLength: 100) { _ in throw Broken() })
                }
            }
            let digest = hash.finalize().hexadecimal
            digests.withLock { $0.append(digest) }
            return try .json(view(file))
        } _: { server in
            _ = try await CistronClient.test(server).upload(path, as: file, to: id)
        }
        #expect(attempts.withLock(\.self) == 2)
        #expect(digests.withLock(\.self) == [file.sha256])
    }

    @Test func hearsARefusalBeforeTheEndOfTheFile() async throws {
        let problem = Problem(status: 422, code: "invalid-file", title: "Not a VCF file", detail: "line 1")
        let folder = try TemporaryFolder()
        let (path, file) = try await file(folder, bytes: 1 << 20)
        try await TestServer.run { _ in
            try .problem(problem)
        } _: { server in
            await #expect(throws: ClientError.problem(problem)) {
                try await CistronClient.test(server).upload(path, as: file, to: id)
            }
        }
    }

    @Test(arguments: [-1, 1]) func noticesAFileThatHasChanged(_ difference: Int) async throws {
        let folder = try TemporaryFolder()
        let (path, file) = try await file(folder, bytes: 300_000)
        let announced = AnnouncedFile(name: file.name, size: file.size + difference, sha256: file.sha256)
        try await TestServer.run { request in
            for try await _ in request.body {}
            return try .json(view(announced))
        } _: { server in
            let error = await #expect(throws: ClientError.self) {
                try await CistronClient.test(server).upload(path, as: announced, to: id)
            }
            #expect(error?.description == "A file has changed")
        }
        await #expect(throws: ClientError.self) { try await FileFingerprint(path: folder.path + "/missing") }
    }

    @Test func sendsAnEmptyFile() async throws {
        let folder = try TemporaryFolder()
        let (path, file) = try await file(folder, bytes: 0)
        try await TestServer.run { request in
            #expect(request.header("Content-Length") == "0")
            return try .json(view(file))
        } _: { server in
            let view = try await CistronClient.test(server).upload(path, as: file, to: id)
            #expect(view.files.count == 1)
        }
    }
}
