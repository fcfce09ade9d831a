import Glibc

/// A finding. Not `precondition`: optimised code does not say which it was.
func expect(_ isSo: Bool, _ sentence: @autoclosure () -> String) {
    if !isSo { fatalError(sentence()) }
}

func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
