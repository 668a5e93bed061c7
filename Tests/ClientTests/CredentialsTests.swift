import Client
import Testing

@Suite struct CredentialsTests {
    private func find(
        user: String? = nil, _ environment: [String: String], typed: String? = nil
    ) throws -> String {
        switch try Credentials.find(user: user, environment: environment, askPassword: { _ in typed }) {
        case .anonymous: "anonymous"
        case .token(let token): "token \(token)"
        case .user(let name, let password): "\(name) \(password)"
        }
    }

    @Test func tokensComeFirst() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("token", "from-file\n")
        let user = ["CISTRON_USER": "alice", "CISTRON_PASSWORD": "p"]
        #expect(try find(user.merging(["CISTRON_TOKEN": "t"]) { $1 }) == "token t")
        #expect(try find(user.merging(["CISTRON_TOKEN_FILE": file]) { $1 }) == "token from-file")
        #expect(try find(user.merging(["CISTRON_TOKEN": ""]) { $1 }) == "alice p", "an empty variable is none")
    }

    @Test func aUserOnTheCommandLineIsMeant() throws {
        #expect(try find(user: "bob", ["CISTRON_TOKEN": "t", "CISTRON_PASSWORD": "p"]) == "bob p")
    }

    @Test func passwordsComeFromFileEnvironmentOrTerminal() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("password", "in file \nsecond line")
        let user = ["CISTRON_USER": "alice"]
        let both = ["CISTRON_PASSWORD_FILE": file, "CISTRON_PASSWORD": "p"]
        #expect(try find(user.merging(both) { $1 }, typed: "typed") == "alice in file")
        #expect(try find(user, typed: "typed") == "alice typed")
    }

    @Test func missingOnesAreUsageErrors() throws {
        for environment in [[:], ["CISTRON_USER": "alice"], ["CISTRON_TOKEN_FILE": "/does/not/exist"]] {
            let error = try #require(throws: ClientError.self) { try find(environment) }
            #expect(ExitStatus(error) == .usage)
        }
    }

    @Test func secretsStayOutOfDescriptions() {
        #expect(!"\(Credentials.user(name: "a", password: "geheim"))".contains("geheim"))
        #expect(!"\(Credentials.token("geheim"))".contains("geheim"))
    }
}
