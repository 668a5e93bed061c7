import Testing

@testable import Filtering

@Suite struct RowSetTests {
    @Test(arguments: [0, 1, 63, 64, 65, 128, 200])
    func allRows(_ count: Int) {
        let all = RowSet(all: count)
        #expect(all.count == count)
        var rows: [Int] = []
        all.forEach { rows.append($0) }
        #expect(rows == Array(0..<count))
        let even = all.filter { $0.isMultiple(of: 2) }
        #expect(even.count == (count + 1) / 2)
        var odd = all
        odd.subtract(even)
        var both = odd
        both.formUnion(even)
        #expect(both == all)
        both.formIntersection(odd)
        #expect(both == odd)
    }
}
