package import Content

/// Why there is no picture, in a sentence that the one who brought it can read, also after "It was left out: ".
package enum ImageError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong shows before anything is decoded.
    case refused(ImageRefusal)
    case svg(SVGError)
    /// The decoder gave up; in its words.
    case damaged(String)
    /// It cannot be written as asked: too wide for WebP, no encoder for AVIF.
    case unwritable(ImageFormat, String)
    case undrawable(String)
    case outOfMemory(limit: Int)
    case outOfProcessorTime(seconds: Int)
    case timedOut(seconds: Double)
    /// The worker ended by a signal, or by itself where `signal` is nil. `words` is the last it wrote.
    case crashed(signal: Int32?, words: String)
    /// It answered what makes no sense. It was ended.
    case garbled
    /// Neither the ladder of widths nor the picture's own sizes have it.
    case notOffered
    /// The original cannot be read, or what is made of it not written.
    case file(MediaError)
    /// No worker could be started.
    case unavailable(String)
    case busy(waiting: Int)
    /// Its task was cancelled while it waited.
    case cancelled
    /// The pool is no more.
    case stopped

    package var description: String {
        switch self {
        case .refused(let refusal): refusal.description
        case .svg(let error): error.description
        case .damaged(let reason): "It is damaged or cut short (\(reason))."
        case .unwritable(let format, let reason): "It cannot be written as \(format.mediaType) (\(reason))."
        case .undrawable(let reason): "The card cannot be drawn (\(reason))."
        case .outOfMemory(let limit): "It takes more than \(limit / 1_048_576) MiB of memory to decode."
        case .outOfProcessorTime(let seconds): "It takes more than \(seconds) s of processor time to decode."
        case .timedOut(let seconds):
            "It took longer than \(Int(exactly: seconds).map(String.init) ?? "\(seconds)") s to decode and was given up."
        case .crashed(let signal, let words):
            "It brought its decoder down" + (signal.map { " by signal \($0)" } ?? "") + (words.isEmpty ? "." : " (\(words)).")
        case .garbled: "Its decoder answered nonsense and was ended."
        case .notOffered: "It is not offered in this form."
        case .file(let error): "The file \(error)."
        case .unavailable(let reason): "No image worker can be started (\(reason))."
        case .busy(let waiting): "\(waiting) pictures are waiting already; try again later."
        case .cancelled: "Nobody waits for it any more."
        case .stopped: "The image workers have been stopped."
        }
    }
}

extension ImageError {
    /// Whether it lies in the picture, and would be the same at the next try. Else it lies in the moment.
    package var isLasting: Bool {
        switch self {
        case .file, .unavailable, .busy, .cancelled, .stopped: false
        default: true
        }
    }

    /// What libraries say where they get no memory: libvips, libwebp, GLib (which then ends the process), C++ (so too).
    static func meansOutOfMemory(_ words: String) -> Bool {
        ["out of memory", "failed to allocate", "annot allocate", "bad_alloc", "Memory allocation"].contains {
            words.contains($0)
        }
    }

    /// A library's words may quote the picture: only what can be printed of them, in a line, and not much.
    static func printable(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(600) {
            let isText = scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
            scalars.append(isText && !scalar.properties.isWhitespace ? scalar : " ")
        }
        return String(String(scalars).split(separator: " ").joined(separator: " ").unicodeScalars.prefix(300))
    }
}
