/// What a picture's metadata held that nothing served holds any more, in a person's words. Only that it was there is kept,
/// never what it said. The order is that of concern.
package enum DroppedMetadata: String, Sendable, CaseIterable, Comparable {
    case gpsPosition = "GPS position"
    case gpsData = "GPS data"
    case placeNames = "place names"
    case ownerName = "owner's name"
    case peopleShown = "people named or marked"
    case contactDetails = "contact details"
    case cameraSerialNumber = "camera serial number"
    case lensSerialNumber = "lens serial number"
    case imageIdentifier = "picture's own number"
    case thumbnail = "thumbnail"
    case furtherPictures = "further pictures in the file"
    case motionVideo = "short film in the file"
    case depthAndSound = "depth map, sound or motion data"
    case trailingData = "data after the picture's end"
    case makerNotes = "maker notes"
    case dates = "date and time"
    case cameraData = "camera and exposure data"
    case editingSoftware = "editing software"
    case editingHistory = "editing history"
    case keywords = "keywords"
    case comments = "comments"
    case contentCredentials = "content credentials (C2PA)"
    case iccProfile = "ICC profile"
    case otherData = "data of programs"
    /// It was too large, or too broken, to be looked at.
    case unread = "metadata that could not be read"

    package static func < (left: DroppedMetadata, right: DroppedMetadata) -> Bool { left.rank < right.rank }

    private var rank: Int { DroppedMetadata.allCases.firstIndex(of: self) ?? 0 }

    /// One sentence; nil where there was nothing.
    package static func summary(_ dropped: some Sequence<DroppedMetadata>) -> String? {
        let words = Set(dropped).sorted().map(\.rawValue)
        guard let last = words.last else { return nil }
        let others = words.dropLast()
        return "Dropped: \(others.isEmpty ? "" : others.joined(separator: ", ") + " and ")\(last)."
    }
}
