/// What a worker is asked. The picture itself travels as the frame's body.
enum ImageTask: Sendable {
    /// The first of all: what the worker may use from now on.
    case start(ImageWorkerLimits)
    case examine(ImageLimits)
    case render([RenditionSpec], ImageLimits)
    case draw(ImageCard)
}

/// What one worker may use.
struct ImageWorkerLimits: Sendable, Equatable {
    /// In bytes, beyond what the program itself takes when it starts.
    var memory: Int
    /// For one picture.
    var processorSeconds: Int
    /// Whether it may open files, to read: for fonts, where no strange bytes are read.
    var readsFiles: Bool
    /// Whether others come first, also other workers.
    var standsBack = false
}

/// What a worker has given up, found by trying.
package struct ImageConfinement: Sendable, Equatable {
    /// Whether sockets are refused.
    package var hasNoNetwork: Bool
    /// Whether files cannot be opened: not to write, and by those who decode pictures not to read either.
    package var cannotWriteFiles: Bool
    package var cannotReadFiles: Bool
    /// Whether other programs cannot be started.
    package var cannotExecute: Bool
    /// What can be written and read again with the libraries at hand.
    package var formats: [ImageFormat]
}

/// What a worker answers.
enum ImageAnswer: Sendable {
    case ready(ImageConfinement)
    case examination(ImageExamination)
    case rendered([RenderedImage])
    case refused(ImageError)
}

extension ImageTask {
    /// As the head of a frame.
    var head: [UInt8] {
        var wire = ImageWireWriter()
        switch self {
        case .start(let limits):
            wire.put(0)
            wire.put(limits.memory)
            wire.put(limits.processorSeconds)
            wire.put(limits.readsFiles)
            wire.put(limits.standsBack)
        case .examine(let limits):
            wire.put(1)
            wire.put(limits)
        case .render(let specs, let limits):
            wire.put(2)
            wire.put(limits)
            wire.put(specs.count)
            for spec in specs { wire.put(spec) }
        case .draw(let card):
            wire.put(3)
            for text in [card.headline, card.magazine, card.language, card.font] { wire.put(text) }
            for colour in [card.background, card.text, card.accent] {
                wire.put([colour.red, colour.green, colour.blue])
            }
            wire.put(card.asJPEG)
        }
        return wire.bytes
    }

    init(head: [UInt8]) throws(ImageWireReader.Malformed) {
        var wire = ImageWireReader(head)
        switch try wire.int() {
        case 0:
            self = .start(
                ImageWorkerLimits(
                    memory: try wire.int(in: 0...1 << 40), processorSeconds: try wire.int(in: 1...86_400),
                    readsFiles: try wire.bool(), standsBack: try wire.bool()))
        case 1: self = .examine(try wire.limits())
        case 2:
            let limits = try wire.limits()
            var specs: [RenditionSpec] = []
            for _ in 0..<(try wire.int(in: 0...1_000)) { specs.append(try wire.spec()) }
            self = .render(specs, limits)
        case 3:
            var card = ImageCard(headline: try wire.text(), magazine: try wire.text(), language: try wire.text())
            card.font = try wire.text()
            card.background = try wire.colour()
            card.text = try wire.colour()
            card.accent = try wire.colour()
            card.asJPEG = try wire.bool()
            self = .draw(card)
        default: throw ImageWireReader.Malformed()
        }
        try wire.end()
    }
}

extension ImageAnswer {
    var head: [UInt8] {
        var wire = ImageWireWriter()
        switch self {
        case .ready(let confinement):
            wire.put(0)
            wire.put(confinement.hasNoNetwork)
            wire.put(confinement.cannotWriteFiles)
            wire.put(confinement.cannotReadFiles)
            wire.put(confinement.cannotExecute)
            wire.put(confinement.formats.map(\.rawValue).joined(separator: " "))
        case .examination(let found):
            wire.put(1)
            wire.put(found.format.rawValue)
            for number in [found.width, found.height, Int(found.orientation.rawValue), found.frames, found.bits] {
                wire.put(number)
            }
            wire.put(found.hasAlpha)
            wire.put(found.hasColourProfile)
            wire.put(found.colours)
            for blob in [found.exif, found.xmp, found.iptc] { wire.put(blob) }
            wire.put(found.dominantColour)
            wire.put(found.preview)
            wire.put(found.focalPoint.x)
            wire.put(found.focalPoint.y)
        case .rendered(let images):
            wire.put(2)
            wire.put(images.count)
            for image in images {
                wire.put(image.format.rawValue)
                for number in [image.width, image.height, image.frames] { wire.put(number) }
                wire.put(image.bytes)
            }
        case .refused(let error):
            wire.put(3)
            wire.put(error)
        }
        return wire.bytes
    }

    init(head: [UInt8]) throws(ImageWireReader.Malformed) {
        var wire = ImageWireReader(head)
        let side = 0...100_000_000
        switch try wire.int() {
        case 0:
            self = .ready(
                ImageConfinement(
                    hasNoNetwork: try wire.bool(), cannotWriteFiles: try wire.bool(), cannotReadFiles: try wire.bool(),
                    cannotExecute: try wire.bool(),
                    formats: try wire.text().split(separator: " ").compactMap { ImageFormat(rawValue: String($0)) }))
        case 1:
            let format = try wire.format()
            let (width, height) = (try wire.int(in: side), try wire.int(in: side))
            let orientation = try wire.choice(ImageOrientation.self)
            let (frames, bits) = (try wire.int(in: side), try wire.int(in: 1...64))
            let (hasAlpha, hasProfile) = (try wire.bool(), try wire.bool())
            let colours = try wire.text()
            let (exif, xmp, iptc) = (try wire.optionalData(), try wire.optionalData(), try wire.optionalData())
            let dominant = try wire.text()
            guard ImageCard.Colour(dominant) != nil else { throw ImageWireReader.Malformed() }
            self = .examination(
                ImageExamination(
                    format: format, width: width, height: height, orientation: orientation, frames: frames, hasAlpha: hasAlpha,
                    colours: colours, bits: bits, hasColourProfile: hasProfile, exif: exif, xmp: xmp, iptc: iptc,
                    dominantColour: dominant, preview: try wire.data(),
                    focalPoint: FocalPoint(x: try wire.double(), y: try wire.double())))
        case 2:
            var images: [RenderedImage] = []
            for _ in 0..<(try wire.int(in: 0...1_000)) {
                let format = try wire.format()
                let (width, height, frames) = (try wire.int(in: side), try wire.int(in: side), try wire.int(in: side))
                let bytes = try wire.data()
                // The worker may have been taken over: what it calls a picture must begin as one.
                guard ImageFormat(decodable: bytes) == format else { throw ImageWireReader.Malformed() }
                images.append(RenderedImage(bytes: bytes, format: format, width: width, height: height, frames: frames))
            }
            self = .rendered(images)
        case 3: self = .refused(try wire.error())
        default: throw ImageWireReader.Malformed()
        }
        try wire.end()
    }
}

extension ImageWireWriter {
    fileprivate mutating func put(_ limits: ImageLimits) {
        // The rest is checked before a worker hears of the picture.
        for number in [limits.longestSide, limits.megapixels, limits.frames, limits.megapixelsInAll] { put(number) }
    }

    fileprivate mutating func put(_ spec: RenditionSpec) {
        put(spec.width)
        put(spec.height)
        switch spec.fit {
        case .within: put(0)
        case .exactly: put(1)
        case .cover(let point):
            put(2)
            put(point.x)
            put(point.y)
        }
        put(Int(spec.format.rawValue))
        put(spec.quality)
        put(spec.effort)
        put(spec.keepsAnimation)
    }

    /// Those that a worker can tell of itself.
    fileprivate mutating func put(_ error: ImageError) {
        switch error {
        case .refused(let refusal): put(0); put(refusal)
        case .damaged(let reason): put(1); put(reason)
        case .unwritable(let format, let reason): put(2); put(format.rawValue); put(reason)
        case .undrawable(let reason): put(3); put(reason)
        case .outOfMemory(let limit): put(4); put(limit)
        default: put(5)
        }
    }

    private mutating func put(_ refusal: ImageRefusal) {
        switch refusal {
        case .empty: put([0])
        case .sideTooLong(let width, let height, let limit): put([1, width, height, limit])
        case .tooManyPixels(let width, let height, let limit): put([2, width, height, limit])
        case .tooManyFrames(let frames, let limit): put([3, frames, limit])
        case .tooManyPixelsInAll(let frames, let width, let height, let limit): put([4, frames, width, height, limit])
        default: put([5])
        }
    }

    private mutating func put(_ numbers: [Int]) { for number in numbers { put(number) } }
}

extension ImageWireReader {
    fileprivate mutating func limits() throws(Malformed) -> ImageLimits {
        var limits = ImageLimits()
        limits.longestSide = try int()
        limits.megapixels = try int()
        limits.frames = try int()
        limits.megapixelsInAll = try int()
        return limits
    }

    fileprivate mutating func colour() throws(Malformed) -> ImageCard.Colour {
        let parts = try data()
        guard parts.count == 3 else { throw Malformed() }
        return ImageCard.Colour(red: parts[0], green: parts[1], blue: parts[2])
    }

    fileprivate mutating func spec() throws(Malformed) -> RenditionSpec {
        let (width, height) = (try int(), try optionalInt())
        let fit: RenditionSpec.Fit
        switch try int(in: 0...2) {
        case 0: fit = .within
        case 1: fit = .exactly
        default: fit = .cover(FocalPoint(x: try double(), y: try double()))
        }
        return RenditionSpec(
            width: width, height: height, fit: fit, format: try choice(RenditionSpec.Format.self), quality: try optionalInt(),
            effort: try optionalInt(), keepsAnimation: try bool())
    }

    fileprivate mutating func format() throws(Malformed) -> ImageFormat {
        guard let format = ImageFormat(rawValue: try text()), format != .svg else { throw Malformed() }
        return format
    }

    fileprivate mutating func error() throws(Malformed) -> ImageError {
        switch try int() {
        case 0: .refused(try refusal())
        case 1: .damaged(try text())
        case 2: .unwritable(try format(), try text())
        case 3: .undrawable(try text())
        case 4: .outOfMemory(limit: try int())
        default: .garbled
        }
    }

    private mutating func refusal() throws(Malformed) -> ImageRefusal {
        switch try int() {
        case 0: .empty
        case 1: .sideTooLong(width: try int(), height: try int(), limit: try int())
        case 2: .tooManyPixels(width: try int(), height: try int(), megapixels: try int())
        case 3: .tooManyFrames(try int(), limit: try int())
        case 4: .tooManyPixelsInAll(frames: try int(), width: try int(), height: try int(), megapixels: try int())
        default: .notAPicture(nil)
        }
    }
}
