internal import CVips

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The process that decodes: it reads tasks from descriptor 0, answers on descriptor 1, one picture at a time.
///
/// Pictures come from strangers and decoders are written in C. So a worker never gets a path; before the first picture it has
/// given up the network, files, other programs and most memory, and its parent may end it at any time.
package enum ImageWorkerProcess {
    /// Works until the pipe is closed. Blocks.
    ///
    /// - Returns: the exit code.
    package static func run() -> Int32 {
        stet_malloc_start()
        endWithParent()
        // Pages come first: while a thousand pictures come in, whoever asks for a page must not wait for a decoder's turn to end.
        _ = nice(10)
        guard let (head, _) = readFrame(), let task = try? ImageTask(head: head), case .start(let limits) = task else {
            return 64
        }
        if limits.standsBack { _ = nice(9) }
        guard stet_vips_start() == 0 else {
            // It is read by the parent, from the pipe at descriptor 2.
            say(VipsPicture.failure().reason)
            return 69
        }
        let formats = warmUp()
        limit(limits)
        _ = stet_confine(limits.readsFiles ? 1 : 0)
        guard answer(.ready(confinement(formats))) else { return 0 }
        while let (head, picture) = readFrame() {
            defer { free(UnsafeMutableRawPointer(mutating: picture.baseAddress)) }
            allowProcessorTime(limits.processorSeconds)
            let result = perform(head, picture, limits)
            guard answer(result) else { return 0 }
            stet_malloc_trim()
        }
        return 0
    }

    private static func perform(
        _ head: [UInt8], _ picture: UnsafeRawBufferPointer, _ own: ImageWorkerLimits
    ) -> ImageAnswer {
        guard let task = try? ImageTask(head: head) else { return .refused(.garbled) }
        // What was said of the last picture.
        _ = VipsPicture.complaints()
        do throws(ImageError) {
            switch task {
            case .examine(let limits):
                return .examination(
                    try PictureExaminer.examine(try PictureSource(picture, limits, memory: own.memory)))
            case .render(let specs, let limits):
                return .rendered(
                    try PictureRenderer.render(try PictureSource(picture, limits, memory: own.memory), specs))
            case .draw(let card): return .rendered([try CardPainter.draw(card)])
            case .start: return .refused(.garbled)
            }
        } catch {
            return .refused(error)
        }
    }

    /// Writes and reads a small picture in every format: afterwards all code is loaded, and no file need be opened any more.
    private static func warmUp() -> [ImageFormat] {
        ImageFormat.allCases.filter { format in
            guard format != .heif, format != .svg else { return false }
            var spec = RenditionSpec(width: 8, format: .original)
            spec.effort = 0
            guard let ground = try? VipsPicture({ stet_vips_area(16, 16, 200, 100, 50, $0) }),
                let bytes = try? ground.encoded({ handle, bytes, size in
                    switch format {
                    case .jpeg, .heif, .svg: stet_vips_save_jpeg(handle, 80, bytes, size)
                    case .png: stet_vips_save_png(handle, 1, 0, bytes, size)
                    case .gif: stet_vips_save_gif(handle, 1, bytes, size)
                    case .webp: stet_vips_save_webp(handle, 80, 0, bytes, size)
                    case .avif: stet_vips_save_avif(handle, 50, 0, bytes, size)
                    }
                })
            else { return false }
            return bytes.withUnsafeBytes { bytes in
                guard let source = try? PictureSource(bytes, ImageLimits(), memory: 0) else { return false }
                return (try? PictureRenderer.render(source, [spec])) != nil
            }
        }
    }

    /// Memory, files and core dumps; of processor time each picture gets its own.
    private static func limit(_ limits: ImageWorkerLimits) {
        func set(_ what: Int, _ value: Int) {
            var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
            setrlimit(__rlimit_resource_t(UInt32(what)), &limit)
        }
        // What is mapped already, libraries mostly, is not the picture's.
        set(Int(RLIMIT_AS.rawValue), mappedBytes() + limits.memory)
        set(Int(RLIMIT_CORE.rawValue), 0)
        set(Int(RLIMIT_FSIZE.rawValue), 0)
        set(Int(RLIMIT_NOFILE.rawValue), limits.readsFiles ? 64 : 16)
        // An error of `write` instead of an end.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// The kernel ends the process when it has used more (SIGXCPU).
    private static func allowProcessorTime(_ seconds: Int) {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        let used = usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + 1
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
        limit.rlim_cur = min(rlim_t(used + seconds), limit.rlim_max)
        setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
    }

    private static func mappedBytes() -> Int {
        let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 1 << 30 }
        defer { close(file) }
        var text = [UInt8](repeating: 0, count: 256)
        let count = max(0, read(file, &text, text.count))
        let pages = Int(String(decoding: text[..<count].prefix { $0 != 0x20 }, as: UTF8.self)) ?? 262_144
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }

    /// What the confinement is worth, by trying.
    private static func confinement(_ formats: [ImageFormat]) -> ImageConfinement {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if socket >= 0 { close(socket) }
        let opened = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        if opened >= 0 { close(opened) }
        // Were these allowed, they would fail all the same: there is no such file.
        _ = open("/nonexistent/file", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        let cannotWrite = errno != ENOENT
        var arguments: [UnsafeMutablePointer<CChar>?] = [nil]
        execve("/nonexistent/file", &arguments, &arguments)
        return ImageConfinement(
            hasNoNetwork: socket < 0, cannotWriteFiles: cannotWrite, cannotReadFiles: opened < 0,
            cannotExecute: errno != ENOENT, formats: formats)
    }

    /// A worker whose server was killed would decode on for nobody. A thread waits for the far end of the answers' pipe to
    /// close. Not PR_SET_PDEATHSIG: it strikes when the thread that began this process ends, not the process.
    private static func endWithParent() {
        var thread = pthread_t()
        pthread_create(
            &thread, nil,
            { _ in
                var pipe = pollfd(fd: 1, events: 0, revents: 0)
                while poll(&pipe, 1, -1) <= 0 {}
                _exit(0)
            }, nil)
    }

    private static func readFrame() -> (head: [UInt8], body: UnsafeRawBufferPointer)? {
        var counts = [UInt8](repeating: 0, count: 8)
        guard counts.withUnsafeMutableBytes({ fill($0) }) else { return nil }
        let (headCount, bodyCount) = ImageWireReader.counts(counts)
        guard headCount <= 1_048_576 else { return nil }
        var head = [UInt8](repeating: 0, count: headCount)
        guard head.withUnsafeMutableBytes({ fill($0) }) else { return nil }
        guard bodyCount > 0 else { return (head, UnsafeRawBufferPointer(start: nil, count: 0)) }
        guard let memory = malloc(bodyCount + 2) else {
            say("out of memory")
            return nil
        }
        let body = UnsafeMutableRawBufferPointer(start: memory, count: bodyCount + 2)
        guard fill(UnsafeMutableRawBufferPointer(rebasing: body[..<bodyCount])) else {
            free(memory)
            return nil
        }
        // Many an old JPEG lacks the mark of its end and nothing else. Decoders read no further than the first, so one more
        // does no harm; where more than the mark is missing it is noticed all the same.
        (body[bodyCount], body[bodyCount + 1]) = (0xFF, 0xD9)
        let isJPEG = ImageFormat(decodable: body.prefix(bodyCount)) == .jpeg
        return (head, UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(body)[..<(isJPEG ? bodyCount + 2 : bodyCount)]))
    }

    private static func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Bool {
        var filled = 0
        while filled < buffer.count {
            let count = read(0, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            if count > 0 { filled += count } else if count == 0 || errno != EINTR { return false }
        }
        return true
    }

    private static func answer(_ answer: ImageAnswer) -> Bool {
        let head = answer.head
        return send(ImageWireWriter.counts(head: head.count, body: 0)) && send(head)
    }

    private static func send(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = write(1, bytes.baseAddress?.advanced(by: sent), bytes.count - sent)
                if count >= 0 { sent += count } else if errno != EINTR { return false }
            }
            return true
        }
    }

    private static func say(_ words: String) { _ = Array(words.utf8).withUnsafeBytes { write(2, $0.baseAddress, $0.count) } }
}
