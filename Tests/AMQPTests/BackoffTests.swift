import Testing

@testable import AMQP

@Suite("Back-off")
struct BackoffTests {
    @Test("Pauses double up to the last, each within the upper half of its range")
    func growth() {
        var backoff = Backoff()
        for ceiling in [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000] {
            let pause = backoff.next()
            #expect(pause >= .milliseconds(ceiling) / 2)
            #expect(pause <= .milliseconds(ceiling))
        }
        backoff.reset()
        #expect(backoff.next() <= .milliseconds(100))
    }
}
