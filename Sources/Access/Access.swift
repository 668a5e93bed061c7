/// Who may do what to which object: one pure function. What is not allowed here is denied.
///
/// The database's row-level security repeats the panel rule on its own (`Store/Migrations`), as a second line.
package enum Access {
    /// The outcome of a question.
    package enum Decision: Sendable, Hashable {
        /// Go on.
        case allowed
        /// Nobody has logged in.
        case unauthenticated
        /// The object is outside the person's panels or jobs; it must look as if it did not exist.
        case hidden
        /// The person may see the object, but not do this.
        case denied(reason: String)

        /// Whether the answer is yes.
        package var isAllowed: Bool { self == .allowed }
    }

    /// Decides whether a principal may carry out an action.
    ///
    /// Workers act as themselves *for* a person and are not asked here; what they end for a person is checked with that
    /// person's rights.
    package static func decide(_ principal: Principal, _ action: Action) -> Decision {
        switch principal {
        case .anonymous: .unauthenticated
        case .migration: .allowed
        case .worker: .denied(reason: "A worker has no rights of its own to ask for.")
        case .user(let person), .token(_, let person): decide(person, action)
        }
    }

    /// Decides for a person.
    package static func decide(_ person: Person, _ action: Action) -> Decision {
        switch action {
        case .readCatalogue:
            return .allowed
        case .depositPanel, .depositFilterConfiguration:
            return person.requires([.laboratoryAdministrator], to: "deposit panels and configurations")
        case .submitImport(let panel):
            guard person.panels.contains(panel) else {
                return .denied(reason: "The panel \(panel) is not one of your group's panels.")
            }
            return person.requires([.submitter, .laboratoryAdministrator], to: "submit imports")
        case .readJob(let requester):
            return requester == person.id || person.roles.contains(.laboratoryAdministrator) ? .allowed : .hidden
        case .readImport(let panel), .readAnalysis(let panel):
            return person.panels.contains(panel) ? .allowed : .hidden
        case .startRound(let panel):
            guard person.panels.contains(panel) else { return .hidden }
            return person.requires(Self.readers, to: "interpret analyses")
        case .workOnRound(let panel, let owner):
            guard person.panels.contains(panel) else { return .hidden }
            guard owner == person.id else {
                return .denied(reason: "The round belongs to somebody else; only its owner changes it.")
            }
            return person.requires(Self.readers, to: "interpret analyses")
        }
    }

    /// Roles that take part in interpretation.
    private static let readers: Set<Role> = [.interpreter, .reviewer, .medicalDirector]
}

extension Person {
    fileprivate func requires(_ wanted: Set<Role>, to purpose: String) -> Access.Decision {
        if !roles.isDisjoint(with: wanted) { return .allowed }
        let names = wanted.map { $0.rawValue.replacing("_", with: " ") }.sorted().joined(separator: " or ")
        return .denied(reason: "To \(purpose) takes the role \(names).")
    }
}
