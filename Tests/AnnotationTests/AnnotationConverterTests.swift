import Testing

@testable import Annotation

@Suite struct AnnotationConverterTests {
    private static func element(_ source: String, _ target: String, _ mode: String, _ more: String = "") -> String {
        #"{"source": "\#(source)", "target": "\#(target)", "target_mode": "\#(mode)"\#(more)}"#
    }

    @Test(arguments: [
        ("append", "A=1;B=2", #"{"t":["1","2"]}"#), ("append", "B=2;A=1", #"{"t":["2","1"]}"#),
        ("append", "B=2", #"{"t":["2"]}"#), ("insert", "A=1", #"{"t":"1"}"#), ("insert", "C=1", "{}"),
        ("insert", ".", "{}"), ("insert", "", "{}"),
    ])
    func modes(_ mode: String, _ info: String, _ document: String) throws {
        let converter = try converter("keyvalue", "\(Self.element("A", "t", mode)), \(Self.element("B", "t", mode))")
        #expect(try converter.document(info) == document)
    }

    @Test func extendJoinsLists() throws {
        let split = #", "split": ",""#
        let elements = [Self.element("A", "t.u", "extend", split), Self.element("B", "t.u", "extend", split)]
        let converter = try converter("keyvalue", elements.joined(separator: ", "))
        #expect(try converter.document("A=1,2;B=3") == #"{"t":{"u":["1","2","3"]}}"#)
    }

    @Test(arguments: [
        ("insert", "A=1;B=2", "another value is already there"),
        ("insert", "A=1;A=2", "another value is already there"),
        ("extend", "A=1", "joins lists only"), ("merge", "A=1", "joins objects only"),
    ])
    func conflictsAreQuarantined(_ mode: String, _ info: String, _ reason: String) throws {
        let converter = try converter("keyvalue", "\(Self.element("A", "t", mode)), \(Self.element("B", "t", mode))")
        let error = #expect(throws: AnnotationError.self) { try converter(info) }
        #expect(error?.code == .conflict)
        #expect(error?.reason.contains(reason) == true)
        #expect(error?.location.hasSuffix("→ t") == true)
    }

    @Test func aTargetAboveAnother() throws {
        let elements = [Self.element("A", "t.u", "insert"), Self.element("B", "t.u.v", "insert")]
        let converter = try converter("keyvalue", elements.joined(separator: ", "))
        #expect(try converter.document("B=2") == #"{"t":{"u":{"v":"2"}}}"#)
        #expect(try converter.document("A=1") == #"{"t":{"u":"1"}}"#)
        #expect(throws: AnnotationError.self) { try converter("A=1;B=2") }
        #expect(throws: AnnotationError.self) { try converter("B=2;A=1") }
    }

    @Test func mergingObjects() {
        let one: JSONObject = ["a": .object(["x": .integer(1)]), "b": .null]
        let other: JSONObject = ["a": .object(["y": .integer(2)]), "b": .integer(3)]
        #expect(
            one.merged(with: other) == ["a": .object(["x": .integer(1), "y": .integer(2)]), "b": .integer(3)])
    }

    @Test func requiredFields() throws {
        let converter = try converter("keyvalue", #"{"source": "A", "target": "t", "required": true}"#)
        #expect(try converter.document("A=1") == #"{"t":"1"}"#)
        let error = #expect(throws: AnnotationError.self) { try converter("B=1") }
        #expect(error?.code == .missing)
    }

    @Test func textThatIsNotUTF8IsRepairedAndReported() throws {
        let converter = try converter("keyvalue", #"{"source": "A", "target": "t"}"#)
        let converted = try converter.convert(info: Array("A=x".utf8)[...] + [0xFF])
        #expect(String(decoding: converted.document, as: UTF8.self) == "{\"t\":\"x\u{FFFD}\"}")
        #expect(converted.warnings.map(\.kind) == [.invalidText])
        #expect(throws: AnnotationError.self) { try converter.convert(info: [0x41, 0x3D, 0x00]) }
    }

    @Test func equalRecordsGiveEqualBytes() throws {
        let elements = [Self.element("B", "t.b", "insert"), Self.element("A", "t.a", "insert")]
        let one = try converter("keyvalue", elements.joined(separator: ", "))
        let other = try converter("keyvalue", elements.reversed().joined(separator: ", "))
        #expect(try one("A=1;B=2").document == other("B=2;A=1").document)
    }

    @Test(arguments: [
        (
            #"{"deposit": [{"name": "mapping", "converter_config": {"elements": []}}, {"name": "magic"}]}"#,
            [
                #"deposit[0].name: converter "mapping" is not supported yet"#,
                #"deposit[1].name: converter "magic" is unknown"#,
            ]
        ),
        (#"{"view": []}"#, ["deposit: missing"]),
        (
            #"{"deposit": [{"name": "vep", "converter_config": {"elements": [{"source": "CSQ"}]}}]}"#,
            ["deposit[0].converter_config.elements[0].target: missing"]
        ),
        (
            #"{"deposit": [{"name": "vep", "converter_config": {"elements": [{"source": "C", "target": "a..b"}]}}]}"#,
            ["elements[0].target: expected names separated by single dots"]
        ),
        (
            """
            deposit:
              - name: keyvalue
                converter_config:
                  elements:
                    - {source: A, target: b, target_mode: overwrite}
            """, ["elements[0].target_mode: expected one of insert, extend, append, merge"]
        ),
        (
            """
            deposit:
              - name: keyvalue
                converter_config: {elements: [{source: A, target: b, traget_type: int}]}
            """, ["elements[0].traget_type: unknown key"]
        ),
    ])
    func configurationFaultsNameTheirPlace(_ text: String, _ messages: [String]) {
        let error = #expect(throws: AnnotationError.self) { try AnnotationConfiguration(decoding: Array(text.utf8)) }
        for message in messages { #expect(error?.description.contains(message) == true, "\(error?.description ?? "")") }
    }

    @Test func theViewIsKept() throws {
        let text = "deposit: []\nview:\n  - {section: frequency, template: frequencyDetails}\n"
        let configuration = try AnnotationConfiguration(decoding: Array(text.utf8))
        #expect(configuration.view.arrayValue?.count == 1)
        #expect(configuration.document.objectValue?.keys == ["deposit", "view"])
    }
}
