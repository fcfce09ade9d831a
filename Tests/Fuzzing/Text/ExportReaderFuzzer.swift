/// The reader of exports: whatever comes in, it ends, the same in chunks of any size, and counts lines forward.
enum ExportReaderFuzzer {
    @Sendable static func run(_ bytes: [UInt8]) {
        // The fuzzer finds items sooner where it need not find the envelope first.
        read(bytes)
        read(Array(head.utf8) + bytes + Array("</channel></rss>".utf8))
    }

    private static func read(_ bytes: [UInt8]) {
        let whole = records(bytes, chunkSize: 1 << 18)
        let pieces = records(bytes, chunkSize: 1 + bytes.count % 61)
        expect(whole == pieces, "another reading in pieces")
    }

    private static func records(_ bytes: [UInt8], chunkSize: Int) -> [String] {
        var reader = WXRReader(bytes: bytes, chunkSize: chunkSize)
        var records: [String] = []
        do throws(WXRError) {
            while let record = try reader.next() {
                records.append("\(record)")
                expect(records.count <= bytes.count + 1, "more records than bytes")
            }
        } catch {
            records.append(error.description)
        }
        expect(reader.position.offset <= bytes.count, "beyond the end")
        return records + reader.notes.map(\.sentence)
    }

    private static let head = """
        <?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" \
        xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" \
        xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version>
        """
}
