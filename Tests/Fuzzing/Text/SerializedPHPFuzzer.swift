/// The reader of serialised PHP: nothing traps, and of what it takes every part can be asked for.
enum SerializedPHPFuzzer {
    @Sendable static func run(_ bytes: [UInt8]) {
        guard let value = PHPValue(String(decoding: bytes, as: UTF8.self)) else { return }
        var waiting = [value]
        var count = 0
        while let next = waiting.popLast() {
            count += 1
            expect(count <= bytes.count + 1, "more values than bytes")
            _ = next["file"]
            if case .array(let entries) = next { waiting += entries.map(\.value) }
        }
    }
}
