/// The targets of libFuzzer that read text from outside, in one program: `FUZZ_TARGET` says which runs.
///
/// libFuzzer knows one function for each program; four programs would each take as long to build as this one.
private let target: @Sendable ([UInt8]) -> Void = {
    switch environment("FUZZ_TARGET") {
    case "export": ExportReaderFuzzer.run
    case "sanitizer": SanitizerFuzzer.run
    case "shortcodes": ShortcodeFuzzer.run
    case "php": SerializedPHPFuzzer.run
    case let name: fatalError("FUZZ_TARGET is export, sanitizer, shortcodes or php, not \(name ?? "nothing")")
    }
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
