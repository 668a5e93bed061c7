import Testing

@testable import Annotation

@Suite struct KeyValueTests {
    private static let header = [
        "A": InfoField(description: "", number: .perAlternate, type: "Float"),
        "R": InfoField(description: "", number: .perAllele, type: "Integer"),
        "I": InfoField(description: "", type: "Integer"), "F": InfoField(description: "", type: "Flag"),
    ]

    @Test(arguments: [
        (#""target_type": "int""#, "X=12", "12"), (#""target_type": "int""#, "X=-3", "-3"),
        (#""target_type": "float""#, "X=0.010", "0.010"), (#""target_type": "float""#, "X=1e-05", "1e-05"),
        (#""target_type": "float""#, "X=.5", "0.5"), (#""target_type": "string""#, "X=1.0", #""1.0""#),
        (#""target_type": "bool""#, "X=Yes", "true"), (#""target_type": "bool""#, "X=OFF", "false"),
        (#""target_type": "bool""#, "X", "true"), (#""target_type": "int""#, "X", "1"),
        (#""target_type": "string", "split": "|""#, "X=a|b||c", #"["a","b","","c"]"#),
        (#""target_type": "int", "split": ", ""#, "X=1, 2", "[1,2]"),
        (#""target_type": "int", "target_type_throw": false"#, "X=1.0", "null"),
        (#""target_type": "float", "target_type_throw": false"#, "X=nan", "null"),
        (#""target_type": "int", "split": ",", "target_type_throw": false"#, "X=1,x,3", "[1,null,3]"),
        (#""target_type": "string""#, "X=50%25%3B %zz", #""50%; %zz""#), (#""split": ",""#, "X=", #"[""]"#),
        (#""target_type": "string""#, "X=a=b", #""a=b""#),
    ])
    func values(_ options: String, _ info: String, _ value: String) throws {
        let converter = try converter("keyvalue", "{\"source\": \"X\", \"target\": \"t\", \(options)}")
        #expect(try converter.document(info) == "{\"t\":\(value)}")
    }

    /// A text is only ever parsed (W-01).
    @Test(arguments: [
        ("int", "1.0"), ("int", "."), ("int", ""), ("int", "99999999999999999999"), ("float", "."), ("float", "inf"),
        ("float", "1') + float('2"), ("float", "0.1,0.2"), ("bool", "maybe"), ("int", "__import__('os')"),
    ])
    func textsOfAnotherTypeAreQuarantined(_ type: String, _ text: String) throws {
        let converter = try converter(
            "keyvalue", #"{"source": "X", "target": "frequencies.P.num.G", "target_type": "\#(type)"}"#)
        let error = #expect(throws: AnnotationError.self) { try converter("A=1;X=\(text);B=2") }
        #expect(error?.code == .value)
        #expect(error?.found == text)
        #expect(error?.description.hasPrefix("INFO X → frequencies.P.num.G: expected ") == true)
    }

    @Test func headersGiveTheTypeThatIsNotNamed() throws {
        let elements =
            #"{"source": "I", "target": "i"}, {"source": "F", "target": "f"}, {"source": "N", "target": "n"}"#
        let converter = try converter("keyvalue", elements, header: Self.header)
        #expect(try converter.document("I=7;F;N=7") == #"{"f":true,"i":7,"n":"7"}"#)
        #expect(try converter.document("I=.") == #"{"i":null}"#)
        #expect(try converter.document("I=1,2") == #"{"i":"1,2"}"#)
    }

    @Test func eachAlleleHasItsOwnValue() throws {
        let elements =
            #"{"source": "A", "target": "a", "target_type": "float"}, {"source": "R", "target": "r"}"#
        let converter = try converter("keyvalue", elements, header: Self.header)
        let second = AlleleContext(reference: "A", alternates: ["C", "G"], index: 1)
        #expect(try converter.document("A=0.1,0.2;R=5,6,7", allele: second) == #"{"a":0.2,"r":7}"#)
        let error = #expect(throws: AnnotationError.self) { try converter("A=0.1", allele: second) }
        #expect(error?.reason == "expected 2 values, one for each allele, found 1")
    }

    @Test func frequenciesAreExactAndTyped() throws {
        let elements = """
            {"source": "AF", "target": "frequencies.P.freq.G", "target_type": "float"},
            {"source": "AF_X", "target": "frequencies.P.freq.X", "target_type": "float"},
            {"source": "AN", "target": "frequencies.P.num.G", "target_type": "int"},
            {"source": "AC", "target": "frequencies.P.count.Z", "target_type": "int"},
            {"source": "BF", "target": "frequencies.B.freq.G", "target_type": "float"}
            """
        let converter = try converter("keyvalue", elements)
        let converted = try converter("AF=0.010;AC=3;AN=5000;AF_X=1.5;BF=1E-2")
        #expect(
            String(decoding: converted.document, as: UTF8.self)
                == #"{"frequencies":{"B":{"freq":{"G":1E-2}},"P":{"count":{"Z":3},"freq":{"G":0.010,"X":1.5},"num":{"G":5000}}}}"#
        )
        #expect(
            converted.frequencies == [
                FrequencyValue(provider: "B", population: "G", frequency: 0.01, decimal: "1E-2"),
                FrequencyValue(provider: "P", population: "G", frequency: 0.01, decimal: "0.010", number: 5000),
                FrequencyValue(provider: "P", population: "X"),
                FrequencyValue(provider: "P", population: "Z", count: 3),
            ])
        #expect(
            converted.warnings == [
                AnnotationWarning(.frequencyOutOfRange, at: "frequencies.P.freq.X", value: "1.5")
            ])
    }
}
