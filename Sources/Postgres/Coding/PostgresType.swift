/// A type of the server, by its object identifier in `pg_type`.
package struct PostgresType: Sendable, Hashable {
    /// The identifier; zero means that the type is not known, as in the binary COPY format.
    package let oid: UInt32

    package init(oid: UInt32) { self.oid = oid }

    static let unspecified = PostgresType(oid: 0)
    static let bool = PostgresType(oid: 16)
    static let bytea = PostgresType(oid: 17)
    static let char = PostgresType(oid: 18)
    static let name = PostgresType(oid: 19)
    static let int8 = PostgresType(oid: 20)
    static let int2 = PostgresType(oid: 21)
    static let int4 = PostgresType(oid: 23)
    static let text = PostgresType(oid: 25)
    static let json = PostgresType(oid: 114)
    static let float4 = PostgresType(oid: 700)
    static let float8 = PostgresType(oid: 701)
    static let bpchar = PostgresType(oid: 1042)
    static let varchar = PostgresType(oid: 1043)
    static let timestamptz = PostgresType(oid: 1184)
    static let uuid = PostgresType(oid: 2950)
    static let jsonb = PostgresType(oid: 3802)

    static let boolArray = PostgresType(oid: 1000)
    static let byteaArray = PostgresType(oid: 1001)
    static let charArray = PostgresType(oid: 1002)
    static let nameArray = PostgresType(oid: 1003)
    static let int2Array = PostgresType(oid: 1005)
    static let int4Array = PostgresType(oid: 1007)
    static let textArray = PostgresType(oid: 1009)
    static let bpcharArray = PostgresType(oid: 1014)
    static let varcharArray = PostgresType(oid: 1015)
    static let int8Array = PostgresType(oid: 1016)
    static let float4Array = PostgresType(oid: 1021)
    static let float8Array = PostgresType(oid: 1022)
    static let timestamptzArray = PostgresType(oid: 1185)
    static let jsonArray = PostgresType(oid: 199)
    static let uuidArray = PostgresType(oid: 2951)
    static let jsonbArray = PostgresType(oid: 3807)

    /// The element types of the arrays above.
    static let elements: [PostgresType: PostgresType] = [
        .boolArray: .bool, .byteaArray: .bytea, .charArray: .char, .nameArray: .name, .int2Array: .int2,
        .int4Array: .int4, .textArray: .text, .bpcharArray: .bpchar, .varcharArray: .varchar, .int8Array: .int8,
        .float4Array: .float4, .float8Array: .float8, .timestamptzArray: .timestamptz, .jsonArray: .json,
        .uuidArray: .uuid, .jsonbArray: .jsonb,
    ]
}

extension PostgresType: CustomStringConvertible {
    package var description: String {
        if let element = Self.elements[self] { return "\(element)[]" }
        return Self.names[self] ?? (self == .unspecified ? "unspecified" : "type \(oid)")
    }

    private static let names: [PostgresType: String] = [
        .bool: "bool", .bytea: "bytea", .char: "\"char\"", .name: "name", .int8: "int8", .int2: "int2", .int4: "int4",
        .text: "text", .json: "json", .float4: "float4", .float8: "float8", .bpchar: "bpchar", .varchar: "varchar",
        .timestamptz: "timestamptz", .uuid: "uuid", .jsonb: "jsonb", PostgresType(oid: 1082): "date",
        PostgresType(oid: 1083): "time", PostgresType(oid: 1114): "timestamp", PostgresType(oid: 1186): "interval",
        PostgresType(oid: 1700): "numeric", PostgresType(oid: 2278): "void",
    ]
}
