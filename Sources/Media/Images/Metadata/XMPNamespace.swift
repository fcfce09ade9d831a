/// The namespaces whose properties mean something here, by their URIs; which prefix a file gives them does not matter.
enum XMPNamespace: Hashable {
    case rdf, xml, dc, photoshop, xmp, xmpRights, xmpMM, xmpNote, iptcCore, iptcExt, plus, cc, exif, exifEX, tiff, aux, cameraRaw
    case regions, depth, other

    /// Some have had more than one URI.
    init(uri: String) {
        self =
            switch uri {
            case "http://www.w3.org/1999/02/22-rdf-syntax-ns#": .rdf
            case "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/1.1/": .dc
            case "http://ns.adobe.com/photoshop/1.0/": .photoshop
            case "http://ns.adobe.com/xap/1.0/": .xmp
            case "http://ns.adobe.com/xap/1.0/rights/": .xmpRights
            case "http://ns.adobe.com/xap/1.0/mm/": .xmpMM
            case "http://ns.adobe.com/xmp/note/": .xmpNote
            case "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": .iptcCore
            case "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": .iptcExt
            case "http://ns.useplus.org/ldf/xmp/1.0/": .plus
            case "http://creativecommons.org/ns#", "http://web.resource.org/cc/": .cc
            case "http://ns.adobe.com/exif/1.0/": .exif
            case "http://cipa.jp/exif/1.0/", "http://cipa.jp/exif/2.32/": .exifEX
            case "http://ns.adobe.com/tiff/1.0/": .tiff
            case "http://ns.adobe.com/exif/1.0/aux/": .aux
            case "http://ns.adobe.com/camera-raw-settings/1.0/": .cameraRaw
            case "http://www.metadataworkinggroup.com/schemas/regions/", "http://ns.microsoft.com/photo/1.2/",
                "http://ns.microsoft.com/photo/1.2/t/RegionInfo#":
                .regions
            case let uri where uri.hasPrefix("http://ns.google.com/photos/"): .depth
            default: .other
            }
    }

    /// What a property is to be told as that is in none of the fields read.
    func dropped(_ name: String) -> DroppedMetadata? {
        if let dropped = XMPNamespace.droppedAnywhere(name) { return dropped }
        switch self {
        case .dc: return name == "subject" ? .keywords : nil
        case .photoshop: return droppedOfPhotoshop(name)
        case .xmp: return droppedOfXMP(name)
        case .xmpMM, .cameraRaw: return .editingHistory
        case .iptcCore: return droppedOfIPTC(name)
        case .iptcExt: return name.hasPrefix("LocationCreated") || name.hasPrefix("LocationShown") ? .placeNames : nil
        case .plus: return name.hasPrefix("Licensor") ? .contactDetails : nil
        case .exif where name == "MakerNote": return .makerNotes
        case .exif where name == "UserComment": return .comments
        case .exif where name.hasPrefix("DateTime"), .tiff where name == "DateTime": return .dates
        case .exif where name == "ImageUniqueID": return .imageIdentifier
        case .exif where XMPNamespace.technical.contains(name), .tiff where !["Make", "Model"].contains(name): return nil
        case .exif, .exifEX, .aux, .tiff: return .cameraData
        case .regions: return .peopleShown
        case .depth: return .depthAndSound
        case .rdf, .xml, .xmpRights, .xmpNote, .cc, .other: return nil
        }
    }

    /// Makers of drones and telephones have namespaces of their own, and say the same in them.
    private static func droppedAnywhere(_ name: String) -> DroppedMetadata? {
        guard name.utf8.count >= 7 else { return nil }
        // Searched by hand: a packet may have a million names, and the standard library's search takes microseconds for each.
        let letters = name.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        func has(_ word: StaticString) -> Bool {
            let length = word.utf8CodeUnitCount
            guard letters.count >= length else { return false }
            var start = 0
            while start <= letters.count - length {
                var index = 0
                while index < length, letters[start + index] == word.utf8Start[index] { index += 1 }
                if index == length { return true }
                start += 1
            }
            return false
        }
        if has("latitude") || has("longitude") || has("gpscoordinates") { return .gpsPosition }
        if letters.starts(with: "gps".utf8) { return name == "GPSVersionID" ? nil : .gpsData }
        if has("lensserialnumber") { return .lensSerialNumber }
        if has("serialnumber") { return .cameraSerialNumber }
        if has("ownername") { return .ownerName }
        return ["PersonInImage", "PersonInImageWDetails", "PersonDisplayName"].contains(name) ? .peopleShown : nil
    }

    private static let technical: Set<String> = [
        "ExifVersion", "FlashpixVersion", "ColorSpace", "ComponentsConfiguration", "PixelXDimension", "PixelYDimension",
        "NativeDigest",
    ]

    private func droppedOfPhotoshop(_ name: String) -> DroppedMetadata? {
        switch name {
        case "City", "State", "Country": .placeNames
        case "History", "DocumentAncestors", "TextLayers": .editingHistory
        case "DateCreated": .dates
        case "SidecarForExtension", "LegacyIPTCDigest", "ColorMode", "ICCProfile": nil
        default: nil
        }
    }

    private func droppedOfXMP(_ name: String) -> DroppedMetadata? {
        switch name {
        case "CreateDate", "ModifyDate", "MetadataDate": .dates
        case "CreatorTool": .editingSoftware
        case "Thumbnails": .thumbnail
        case "Rating", "Label": .keywords
        default: nil
        }
    }

    private func droppedOfIPTC(_ name: String) -> DroppedMetadata? {
        switch name {
        case "Location", "CountryCode": .placeNames
        case "CreatorContactInfo": .contactDetails
        case "SubjectCode", "Scene": .keywords
        case let name where name.hasPrefix("Ci"): .contactDetails
        default: nil
        }
    }
}
