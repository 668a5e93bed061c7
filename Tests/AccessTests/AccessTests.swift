import Access
import Foundation
import Testing

@Suite("Access")
struct AccessTests {
    static let own = "Ciliopathy"
    static let other = "Cardio"
    static let me = UUID()
    static let somebodyElse = UUID()

    static func person(_ roles: Role...) -> Person {
        Person(id: me, roles: Set(roles), panels: [own])
    }

    static let everyAction: [Action] = [
        .depositPanel, .depositFilterConfiguration, .readCatalogue, .submitImport(panel: own), .readImport(panel: own),
        .readJob(requester: me), .readAnalysis(panel: own), .startRound(panel: own),
        .workOnRound(panel: own, owner: me),
    ]

    @Test("Nobody may do anything before logging in", arguments: everyAction)
    func anonymous(action: Action) {
        #expect(Access.decide(.anonymous, action) == .unauthenticated)
    }

    @Test("A worker has no rights of its own", arguments: everyAction)
    func worker(action: Action) {
        #expect(!Access.decide(.worker(kind: "ingest", for: Self.me), action).isAllowed)
    }

    /// Role by role, which of `everyAction` is allowed; written out, so that a change of a rule changes this table.
    @Test(
        "Every role has exactly its rights",
        arguments: [
            (Role.interpreter, Set([2, 4, 5, 6, 7, 8])),
            (Role.reviewer, Set([2, 4, 5, 6, 7, 8])),
            (Role.medicalDirector, Set([2, 4, 5, 6, 7, 8])),
            (Role.submitter, Set([2, 3, 4, 5, 6])),
            (Role.laboratoryAdministrator, Set([0, 1, 2, 3, 4, 5, 6])),
            (Role.auditor, Set([2, 4, 5, 6])),
        ])
    func roles(role: Role, allowed: Set<Int>) {
        let found = Self.everyAction.indices.filter {
            Access.decide(.user(Self.person(role)), Self.everyAction[$0]).isAllowed
        }
        #expect(Set(found) == allowed)
    }

    @Test("Another group's objects look as if they did not exist", arguments: Role.allCases)
    func otherPanel(role: Role) {
        let person = Self.person(role)
        for action: Action in [
            .readAnalysis(panel: Self.other), .readImport(panel: Self.other), .startRound(panel: Self.other),
            .workOnRound(panel: Self.other, owner: Self.me),
        ] {
            #expect(Access.decide(.user(person), action) == .hidden)
        }
        #expect(!Access.decide(.user(person), .submitImport(panel: Self.other)).isAllowed)
    }

    @Test("Only the owner works on a round")
    func owner() {
        let person = Self.person(.interpreter, .reviewer, .medicalDirector, .laboratoryAdministrator)
        #expect(!Access.decide(.user(person), .workOnRound(panel: Self.own, owner: Self.somebodyElse)).isAllowed)
        #expect(!Access.decide(.user(person), .workOnRound(panel: Self.own, owner: nil)).isAllowed)
    }

    @Test("A job is seen by who asked for it and by administrators")
    func jobs() {
        let theirs = Action.readJob(requester: Self.somebodyElse)
        #expect(Access.decide(.user(Self.person(.submitter)), theirs) == .hidden)
        #expect(Access.decide(.user(Self.person(.laboratoryAdministrator)), theirs) == .allowed)
    }

    @Test("A token has its owner's rights, no more")
    func token() {
        let token = Principal.token(id: UUID(), owner: Self.person(.submitter))
        #expect(Access.decide(token, .submitImport(panel: Self.own)) == .allowed)
        #expect(!Access.decide(token, .depositPanel).isAllowed)
    }
}
