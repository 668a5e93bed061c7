import Testing

@testable import Postgres

@Suite struct PoolStateTests {
    private typealias State = PoolState<String, Int>

    private let refused = PostgresError(.connection, "refused")
    private let wrongPassword = PostgresError(.connection, sqlState: "28P01", isPermanent: true)

    /// How many connections are to be opened for the waiter.
    private func enqueue(_ state: inout State, _ waiter: Int) -> Int? {
        guard case .waiting(let connect) = state.enqueue(waiter, state.makeIdentifier()) else { return nil }
        return connect
    }

    @Test func opensOnDemandUpToTheLimitAndServesInOrder() {
        var state = State(limit: 2)
        #expect([1, 2, 3].map { enqueue(&state, $0) } == [1, 1, 0])
        #expect(state.open == 2 && state.waiting == 3)
        #expect("\(state.connected("a"))" == #"lend("a", to: 1)"#)
        #expect("\(state.give("a"))" == #"lend("a", to: 2)"#)
        #expect("\(state.connected("b"))" == #"lend("b", to: 3)"#)
        #expect("\(state.give("b"))" == "parked")
        #expect("\(state.checkout())" == #"idle("b")"#)
        #expect("\(state.checkout())" == "wait")
        #expect(state.open == 2)
    }

    @Test func aBrokenConnectionTakesTheIdleOnesAlongAndIsReplaced() {
        var state = State(limit: 2)
        #expect([1, 2].map { enqueue(&state, $0) } == [1, 1])
        _ = (state.connected("a"), state.connected("b"))
        _ = state.give("b")
        #expect(state.giveBroken("a") == ["a", "b"])
        #expect(enqueue(&state, 3) == 0)
        state.closed(2)
        #expect(state.connectMore() == 1)
        #expect(state.open == 1)
    }

    @Test func onlyOneKeepsTryingAndOnlyWhileSomebodyWaits() {
        var state = State(limit: 2)
        #expect([1, 2].map { enqueue(&state, $0) } == [1, 1])
        #expect("\(state.connectFailed(refused))" == "stop(failing: [])")
        #expect("\(state.connectFailed(refused))" == "tryAgain")
        #expect(state.connectFailure == refused && state.connecting == 1)
        #expect([1, 2, 2].map { state.leave($0) } == [1, 2, nil])
        #expect("\(state.connectFailed(refused))" == "stop(failing: [])")
        #expect(state.open == 0 && state.connecting == 0)
    }

    @Test func afterAnOutageAllWhoWaitAreServedAtOnce() {
        var state = State(limit: 3)
        #expect([1, 2, 3, 4].map { enqueue(&state, $0) } == [1, 1, 1, 0])
        for _ in 0..<2 { _ = state.connectFailed(refused) }
        #expect("\(state.connectFailed(refused))" == "tryAgain")
        #expect(enqueue(&state, 5) == 0 && state.open == 1)
        #expect("\(state.connected("a"))" == #"lend("a", to: 1)"#)
        #expect(state.connectMore() == 2 && state.connectMore() == 0)
        #expect(state.open == 3 && state.connectFailure == nil)
    }

    @Test func aWrongPasswordFailsWhoeverWaits() {
        var state = State(limit: 1)
        #expect([1, 2].map { enqueue(&state, $0) } == [1, 0])
        #expect("\(state.connectFailed(wrongPassword))" == "stop(failing: [1, 2])")
        #expect(state.waiting == 0 && state.open == 0)
    }

    @Test func aClosedPoolDrains() {
        var state = State(limit: 3)
        #expect([1, 2].map { enqueue(&state, $0) } == [1, 1])
        #expect("\(state.connected("a"))" == #"lend("a", to: 1)"#)
        #expect(enqueue(&state, 3) == 1)
        #expect(state.close().waiters == [2, 3])
        #expect("\(state.connected("b"))" == #"close(["b"])"#)
        #expect("\(state.connectFailed(refused))" == "stop(failing: [])")
        #expect("\(state.checkout())" == "closed")
        state.closed(1)
        #expect(state.connectMore() == 0 && !state.isDrained)
        #expect("\(state.give("a"))" == #"close(["a"])"#)
        state.closed(1)
        #expect(state.connectMore() == 0 && state.isDrained)
    }
}
