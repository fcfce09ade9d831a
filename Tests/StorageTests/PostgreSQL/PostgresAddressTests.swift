import Storage
import Testing

@Suite("Addresses of PostgreSQL databases")
struct PostgresAddressTests {
    @Test(
        "an address is shown without password and parameters",
        arguments: [
            ("postgres://stet:secret@db.example:5433/magazine?sslmode=require", "postgres://stet@db.example:5433/magazine"),
            ("postgresql://db.example/magazine", "postgres://db.example/magazine"),
            ("postgres://db.example/magazine?user=stet&password=secret", "postgres://stet@db.example/magazine"),
            ("postgres:///magazine?host=/run/postgresql", "postgres:///magazine?host=/run/postgresql"),
            ("postgres://[::1]:5433/magazine", "postgres://[::1]:5433/magazine"),
        ])
    func shown(address: String, shown: String) throws {
        #expect("\(try PostgresAddress(address))" == shown)
    }

    @Test(
        "what is no address is refused in a sentence, and no password stands in it",
        arguments: [
            "mysql://stet@db.example/magazine", "magazine", "", "postgres://stet:secret@db.example/",
            "postgres://stet:secret%zz@db.example/magazine", "postgres://stet:secret@[::1/magazine",
            "postgres://stet:secret@db.example/magazine?sslmoode=require", "postgres://u:pa/secret@db.example/magazine",
            "postgres://u:pa@secret@db.example/magazine", "postgres://u:12/secret@db.example/magazine",
        ])
    func refused(address: String) {
        let error = #expect(throws: StorageError.self) { try PostgresAddress(address) }
        let sentence = error?.description ?? ""
        #expect(sentence.hasPrefix("The address of the database is none: ") && sentence.hasSuffix("."))
        #expect(!sentence.contains("secret"))
    }

    @Test("a parameter that libpq does not know is named")
    func unknownParameter() {
        let error = #expect(throws: StorageError.self) { try PostgresAddress("postgres://db.example/magazine?sslmoode=require") }
        #expect(error?.description.contains("sslmoode") == true)
    }
}
