// A libFuzzer target: whatever comes in, what comes out is clean, and cleaning it again changes nothing.
//
//     swiftc -O -sanitize=fuzzer -parse-as-library -package-name stet -module-name Fuzzer \
//         -I Sources/CGumbo -I Sources/CMarkGFM -lgumbo -lcmark-gfm -lcmark-gfm-extensions \
//         $(find Sources/Content -name '*.swift') Tests/ContentTests/SVG/CanonicalPicture.swift \
//         Tests/Fuzzing/SVGSanitizerFuzzer.swift -o svg-fuzzer
//     ./svg-fuzzer -max_len=4096 -dict=Tests/Fuzzing/svg.dict folder-of-pictures

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzSVGSanitizer(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let picture = Array(UnsafeBufferPointer(start: start, count: count))
    guard let result = try? SVGSanitizer().sanitize(picture) else { return 0 }
    if let fault = CanonicalPicture.fault(in: result.svg) { fatalError(fault) }
    guard let again = try? SVGSanitizer().sanitize(result.svg) else { fatalError("refused what it wrote") }
    precondition(again.svg == result.svg, "cleaning twice is not cleaning once")
    precondition(again.removed.isEmpty && again.size == result.size, "found something in what it wrote")
    return 0
}
