/// How a stored picture is to be turned until it stands upright: the eight values of EXIF's tag Orientation (CIPA DC-008, 4.6.5),
/// under the names that Core Graphics gives them.
package enum ImageOrientation: UInt8, Sendable, CaseIterable {
    case up = 1, upMirrored, down, downMirrored, leftMirrored, right, rightMirrored, left

    /// Whether width and height change places.
    package var swapsSides: Bool { rawValue >= 5 }

    /// What EXIF says; cameras write 0 where they do not know, which means upright as every other number does.
    init(exif value: Int) {
        self = UInt8(exactly: value).flatMap(ImageOrientation.init(rawValue:)) ?? .up
    }

    /// The orientation that this one becomes when the picture is turned once more, anticlockwise: HEIF's `irot`.
    func rotated(quarterTurns: Int) -> ImageOrientation {
        ImageOrientation(isMirrored: parts.isMirrored, quarterTurns: parts.quarterTurns + quarterTurns & 3)
    }

    /// The orientation that this one becomes when the picture is mirrored afterwards: HEIF's `imir`.
    /// - Parameter topToBottom: exchanges top and bottom, else left and right.
    func mirrored(topToBottom: Bool) -> ImageOrientation {
        ImageOrientation(isMirrored: !parts.isMirrored, quarterTurns: (topToBottom ? 6 : 4) - parts.quarterTurns)
    }

    /// Every orientation is left and right exchanged, or not, and then quarter turns anticlockwise.
    private var parts: (isMirrored: Bool, quarterTurns: Int) {
        switch self {
        case .up: (false, 0)
        case .upMirrored: (true, 0)
        case .down: (false, 2)
        case .downMirrored: (true, 2)
        case .leftMirrored: (true, 1)
        case .right: (false, 3)
        case .rightMirrored: (true, 3)
        case .left: (false, 1)
        }
    }

    private init(isMirrored: Bool, quarterTurns: Int) {
        self =
            switch (isMirrored, quarterTurns & 3) {
            case (false, 0): .up
            case (true, 0): .upMirrored
            case (false, 1): .left
            case (true, 1): .leftMirrored
            case (false, 2): .down
            case (true, 2): .downMirrored
            case (false, _): .right
            case (true, _): .rightMirrored
            }
    }
}
