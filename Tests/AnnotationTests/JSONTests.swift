import Testing

@testable import Annotation

@Suite struct JSONTests {
    @Test(arguments: [
        (#" { "b" : [ 1 , 2.50 , -0 , 1e-05 ] , "a" : { } } "#, #"{"a":{},"b":[1,2.50,-0,1e-05]}"#),
        (#""é\u00e9\ud83e\uddec\/\n\"\\""#, #""éé🧬/\n\"\\""#), ("[true,false,null]", "[true,false,null]"),
        (#""\u0001\u001f""#, #""\u0001\u001f""#), ("[]", "[]"), ("12345678901234567890.10", "12345678901234567890.10"),
    ])
    func canonicalText(_ text: String, _ canonical: String) throws {
        let value = try JSONParser.parse(Array(text.utf8))
        #expect(String(decoding: JSONWriter.bytes(value), as: UTF8.self) == canonical)
        #expect(try JSONParser.parse(Array(canonical.utf8)) == value)
    }

    @Test(arguments: [
        "", "{", "[1,]", #"{"a":1,"a":2}"#, "01", "1.", ".5", "+1", "nul", #""\x""#, #""\ud800""#, #""\u0000""#, "1 2",
        "\"a\nb\"", "{1:2}", "[1 2]", "-", "1e", #""abc"#, "NaN", #""\u+123""#,
    ])
    func faultyTextIsRefused(_ text: String) {
        #expect(throws: AnnotationError.self) { try JSONParser.parse(Array(text.utf8)) }
    }

    @Test func hostileTextIsRefused() {
        #expect(throws: AnnotationError.self) {
            try JSONParser.parse(Array(String(repeating: "[", count: 100_000).utf8))
        }
        #expect(throws: AnnotationError.self) { try JSONParser.parse([0x22, 0xFF, 0x22]) }
    }

    @Test(arguments: [
        ("0.01", "0.01", 0.01), ("1e-05", "1e-05", 1e-05), ("1E5", "1E5", 1e5), (".5", "0.5", 0.5), ("5.", "5.0", 5),
        ("+0.5", "0.5", 0.5), ("-.5e1", "-0.5e1", -5), ("007", "7", 7), ("00.10", "0.10", 0.1), ("-0", "-0", 0),
        ("0.1234567890123456789", "0.1234567890123456789", 0.1234567890123456789),
        ("0.000000000000000000000000001", "0.000000000000000000000000001", 1e-27),
        ("9007199254740993", "9007199254740993", 9_007_199_254_740_992),
        ("5e-324", "5e-324", Double.leastNonzeroMagnitude),
    ])
    func decimals(_ text: String, _ kept: String, _ value: Double) throws {
        let number = try #require(JSONNumber(decimal: text))
        #expect(number.text == kept)
        #expect(number.doubleValue == value)
    }

    @Test(arguments: ["", ".", "-", "+", "nan", "inf", "1,5", "1 ", "0x10", "1e", "e5", "--1", "1.2.3", "1'"])
    func noDecimals(_ text: String) {
        #expect(JSONNumber(decimal: text) == nil)
    }

    @Test func exactDecimalsForAllShortTexts() {
        for whole in 0..<3 {
            for thousandths in 0..<1000 {
                let text = "\(whole).\(String("00\(thousandths)".suffix(3)))"
                #expect(JSONNumber(decimal: text)?.doubleValue == Double(text))
            }
        }
    }

    @Test func yaml() throws {
        let plain = "a: 1\nb: \"1\"\nc: 0.050\nd: [true, false, ~, ' x ']\ne:\n  f: G\n"
        let value = try JSONValue.parse(jsonOrYAML: Array(plain.utf8))
        #expect(
            String(decoding: JSONWriter.bytes(value), as: UTF8.self)
                == #"{"a":1,"b":"1","c":0.050,"d":[true,false,null," x "],"e":{"f":"G"}}"#)
        #expect(throws: AnnotationError.self) { try JSONValue.parse(jsonOrYAML: Array("a: [".utf8)) }
    }
}
