import CPostgres

/// The rows of one statement, all of them, in libpq's memory.
final class PostgresResult {
    let handle: OpaquePointer

    init(_ handle: OpaquePointer) { self.handle = handle }

    deinit { PQclear(handle) }

    var count: Int32 { PQntuples(handle) }
}

/// One row of PostgreSQL's, in the binary form of its types.
struct PostgresRow: EngineRow {
    let result: PostgresResult
    let row: Int32

    func value(_ column: Int) -> SQLValue {
        let handle = result.handle
        let column = Int32(truncatingIfNeeded: column)
        guard column < PQnfields(handle), PQgetisnull(handle, row, column) == 0,
            let start = PQgetvalue(handle, row, column)
        else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(handle, row, column)))
        // The numbers of types: src/include/catalog/pg_type.dat.
        switch PQftype(handle, column) {
        case 25, 1043, 19, 705, 1042: return .text(String(decoding: bytes, as: UTF8.self))
        case 20, 26: return PostgresRow.integer(bytes)
        case 21, 23: return PostgresRow.integer(bytes)
        case 16: return .int(bytes.first == 1 ? 1 : 0)
        case 1700: return PostgresRow.numeric(bytes)
        default: return .null
        }
    }

    /// 2, 4 or 8 bytes, the highest first.
    private static func integer(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
        guard let first = bytes.first else { return .null }
        var number: Int64 = first & 0x80 != 0 && bytes.count < 8 ? -1 : 0
        for byte in bytes { number = number << 8 | Int64(byte) }
        return .int(number)
    }

    /// What sums of whole numbers come as: digits of base 10,000 (src/backend/utils/adt/numeric.c, `numeric_send`).
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
        func short(_ index: Int) -> Int64 { Int64(bytes[index * 2]) << 8 | Int64(bytes[index * 2 + 1]) }
        guard bytes.count >= 8, bytes.count >= 8 + Int(short(0)) * 2 else { return .null }
        let weight = Int64(Int16(truncatingIfNeeded: short(1)))
        guard weight >= -1, weight <= 4 else { return weight < 0 ? .int(0) : .null }
        var number: Int64 = 0
        for place in 0..<(weight + 1) {
            let digit = place < short(0) ? short(4 + Int(place)) : 0
            let (product, overflow) = number.multipliedReportingOverflow(by: 10_000)
            let (sum, carry) = product.addingReportingOverflow(digit)
            guard !overflow, !carry else { return .null }
            number = sum
        }
        return .int(short(2) == 0x4000 ? -number : number)
    }
}
