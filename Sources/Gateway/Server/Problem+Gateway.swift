import Access
import Genomics
import PublicAPI
import Store

extension Problem {
    static let unauthenticated = Problem(
        status: 401, code: "unauthenticated", title: "Not logged in",
        detail: "Log in with POST /api/v1/sessions and send the token as Authorization: Bearer.")

    static func notFound(_ what: String) -> Problem {
        Problem(
            status: 404, code: "not-found", title: "Not found", detail: "There is no such \(what), or not for you.")
    }

    static func forbidden(_ reason: String) -> Problem {
        Problem(status: 403, code: "forbidden", title: "Not allowed", detail: reason)
    }

    static func bodyTooLarge(limit: Int?) -> Problem {
        Problem(
            status: 413, code: "body-too-large", title: "Body too large",
            detail: limit.map { "At most \($0) bytes are accepted here." }
                ?? "The body is larger than is accepted here.")
    }

    static func malformed(_ detail: String, pointer: String? = nil) -> Problem {
        Problem(
            status: 400, code: "malformed-request", title: "Malformed request", detail: detail,
            errors: pointer.map { [Item(pointer: $0, detail: detail)] })
    }

    static func invalid(_ code: String, _ title: String, _ detail: String, errors: [Item]? = nil) -> Problem {
        Problem(status: 422, code: code, title: title, detail: detail, errors: errors)
    }

    static func conflict(_ code: String, _ title: String, _ detail: String, errors: [Item]? = nil) -> Problem {
        Problem(status: 409, code: code, title: title, detail: detail, errors: errors)
    }

    /// A fault of an input, told to the submitter with what was found.
    static func input(_ code: String, _ title: String, _ error: GenomicsError, file: String? = nil) -> Problem {
        let place = [file, error.line.map { "line \($0)" }, error.column, error.field].compactMap(\.self)
        return invalid(
            code, title, error.explanation,
            errors: [
                Item(
                    pointer: place.isEmpty ? error.input.rawValue : place.joined(separator: ", "),
                    detail: error.explanation)
            ])
    }

    static func store(_ error: StoreError) -> Problem {
        switch error {
        case .notFound(let what): notFound(what)
        case .versionExists: conflict("version-exists", "Version exists", error.description)
        case .schema:
            Problem(status: 503, code: "schema-mismatch", title: "Schema mismatch", detail: error.description)
        }
    }
}

extension Principal {
    /// Goes on only when `Access` allows it.
    ///
    /// - Throws: ``Problem``; what is hidden answers as if it did not exist.
    func require(_ action: Action, hiding what: String = "resource") throws {
        switch Access.decide(self, action) {
        case .allowed: return
        case .unauthenticated: throw Problem.unauthenticated
        case .hidden: throw Problem.notFound(what)
        case .denied(let reason): throw Problem.forbidden(reason)
        }
    }

    /// The person who asks.
    func requirePerson() throws -> Person {
        guard let person else { throw Problem.unauthenticated }
        return person
    }
}
