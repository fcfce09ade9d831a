import Media
import TestSupport
import Testing

@Suite("Metadata that exiftool wrote, and what it reads in real pictures", .enabled(if: ExifTool.isAtHand, "\(ExifTool.absence)"))
struct PictureMetadataJudgeTests {
    private typealias P = PictureBytes

    private static let formats: [SmallPicture] = [
        SmallPicture(name: "a.jpg", bytes: P.jpeg()), SmallPicture(name: "a.png", bytes: P.png()),
        SmallPicture(name: "a.webp", bytes: P.riff(P.webPBits(width: 8, height: 8))),
        SmallPicture(name: "a.avif", bytes: P.avif(properties: [P.extent(8, 8)])),
        SmallPicture(name: "a.gif", bytes: P.gif()),
    ]

    /// Writes tags by exiftool, in one run or several, and reads what came of it.
    private func metadata(
        _ runs: [String]..., in picture: SmallPicture = formats[0], language: String? = nil
    ) async throws -> PictureMetadata {
        let folder = try TemporaryFolder()
        let file = try folder.write(picture.bytes, to: picture.name)
        for run in runs { try await ExifTool.write(run, file) }
        let bytes = SharedPictures.bytes(file)
        let header = try ImageHeader(bytes)
        #expect(header.isComplete)
        return PictureMetadata(header, ByteSource(bytes), language: language)
    }

    @Test("every field of XMP is read, out of every format", arguments: formats)
    func everyField(_ picture: SmallPicture) async throws {
        let metadata = try await metadata(
            [
                "-XMP-dc:Creator=Ada Lovelace", "-XMP-dc:Creator=Grace Hopper", "-XMP-photoshop:Credit=Ada/Agentur",
                "-XMP-dc:Rights=© 2024 Ада", "-XMP-dc:Description=Zwei Frauen & <eine> Maschine", "-XMP-dc:Title=Maschine",
                "-XMP-photoshop:Headline=Die erste Rechnung", "-XMP-iptcCore:AltTextAccessibility=Zwei Frauen am Tisch",
                "-XMP-iptcCore:ExtDescrAccessibility=Links sitzt eine,\nrechts die andere.",
                "-XMP-xmpRights:WebStatement=https://example.org/rechte", "-XMP-xmpRights:UsageTerms=Nur mit Namen",
            ], in: picture)
        #expect(metadata.creator == "Ada Lovelace, Grace Hopper")
        #expect(metadata.creditLine == "Ada/Agentur")
        #expect(metadata.credit == "Ada/Agentur")
        #expect(metadata.copyright == "© 2024 Ада")
        #expect(metadata.caption == "Zwei Frauen & <eine> Maschine")
        #expect(metadata.title == "Maschine")
        #expect(metadata.headline == "Die erste Rechnung")
        #expect(metadata.altText == "Zwei Frauen am Tisch")
        #expect(metadata.extendedDescription == "Links sitzt eine,\nrechts die andere.")
        #expect(metadata.license?.url == "https://example.org/rechte")
        #expect(metadata.license?.terms == "Nur mit Namen")
        #expect(metadata.dropped.isEmpty)
        #expect(metadata.summary == nil)
    }

    @Test(
        "EXIF is read out of every format that has it, and what it says of place and camera is dropped",
        arguments: formats.dropLast())
    func exif(_ picture: SmallPicture) async throws {
        let metadata = try await metadata(
            [
                "-IFD0:Artist=Ада Лавлейс; Grace", "-IFD0:Copyright=Schön & Söhne", "-IFD0:ImageDescription=Zürich im März",
                "-GPSLatitude=47.37", "-GPSLatitudeRef=N", "-GPSLongitude=8.54", "-GPSLongitudeRef=E",
                "-ExifIFD:SerialNumber=4711",
                "-ExifIFD:LensSerialNumber=0815", "-ExifIFD:OwnerName=Erika", "-IFD0:Make=Leica", "-ExifIFD:ImageUniqueID=abc",
            ], in: picture)
        #expect(metadata.creator == "Ада Лавлейс, Grace")
        #expect(metadata.credit == "Ада Лавлейс, Grace")
        #expect(metadata.copyright == "Schön & Söhne")
        #expect(metadata.caption == "Zürich im März")
        #expect(metadata.dropped.isSuperset(of: [.gpsPosition, .cameraSerialNumber, .lensSerialNumber, .ownerName, .cameraData]))
        #expect(
            metadata.summary
                == "Dropped: GPS position, owner's name, camera serial number, lens serial number, picture's own number and camera and exposure data."
        )
        // Of the place nothing is left anywhere.
        #expect(!"\(metadata)".contains("47") && !"\(metadata)".contains("4711"))
    }

    @Test("IPTC is read, in Latin-1 and in UTF-8, whichever it announces", arguments: ["latin", "utf8"])
    func iptc(_ charset: String) async throws {
        let metadata = try await metadata(
            (charset == "utf8" ? ["-IPTC:CodedCharacterSet=UTF8"] : []) + [
                "-IPTC:By-line=Jürgen Groß", "-IPTC:By-line=Zoë", "-IPTC:Credit=dpa", "-IPTC:CopyrightNotice=© dpa",
                "-IPTC:Caption-Abstract=Straße – naß", "-IPTC:Headline=Regen", "-IPTC:ObjectName=Straße", "-IPTC:City=Köln",
                "-IPTC:Keywords=Regen", "-IPTC:Contact=Tel. 1",
            ])
        #expect(metadata.creator == "Jürgen Groß, Zoë")
        #expect(metadata.credit == "dpa")
        #expect(metadata.copyright == "© dpa")
        #expect(metadata.caption == "Straße – naß")
        #expect(metadata.headline == "Regen")
        #expect(metadata.title == "Straße")
        #expect(metadata.dropped == [.placeNames, .keywords, .contactDetails])
    }

    /// Every combination of the three, and of the checksum that tells whether IPTC was changed last: exiftool has the Metadata
    /// Working Group's rules in a module.
    @Test("which of EXIF, IPTC and XMP wins is as exiftool's module for the guidelines has it")
    func precedence() async throws {
        let fields = [
            "Creator": ["exif": "IFD0:Artist", "iptc": "IPTC:By-line", "xmp": "XMP-dc:Creator"],
            "Copyright": ["exif": "IFD0:Copyright", "iptc": "IPTC:CopyrightNotice", "xmp": "XMP-dc:Rights"],
            "Description": ["exif": "IFD0:ImageDescription", "iptc": "IPTC:Caption-Abstract", "xmp": "XMP-dc:Description"],
        ]
        let folder = try TemporaryFolder()
        var files: [String] = []
        var batch: [(arguments: [String], file: String)] = []
        for sources in [
            [], ["exif"], ["iptc"], ["xmp"], ["exif", "iptc"], ["exif", "xmp"], ["iptc", "xmp"], ["exif", "iptc", "xmp"],
        ] {
            for digest in ["", "new", "00112233445566778899aabbccddeeff"] {
                let file = try folder.write(PictureBytes.jpeg(), to: "\(sources.joined()) \(digest).jpg")
                files.append(file)
                let tags = fields.flatMap { field, names in sources.map { "-\(names[$0] ?? "")=\(field) of \($0)" } }
                if !tags.isEmpty { batch.append((tags, file)) }
                if !digest.isEmpty { batch.append((["-IPTCDigest=\(digest)"], file)) }
            }
        }
        try await ExifTool.write(batch)
        let judged = try await ExifTool.read(
            files, ["-use", "MWG", "-sep", ", ", "-MWG:Creator", "-MWG:Copyright", "-MWG:Description"])
        for file in files {
            let says = try #require(judged[file])
            let bytes = SharedPictures.bytes(file)
            let metadata = PictureMetadata(try ImageHeader(bytes), ByteSource(bytes))
            #expect(metadata.creator == says["MWG:Creator"], "\(file)")
            #expect(metadata.copyright == says["MWG:Copyright"], "\(file)")
            #expect(metadata.caption == says["MWG:Description"], "\(file)")
        }
        #expect(judged.values.count { $0["MWG:Creator"] == "Creator of xmp" } == 5)
        #expect(judged.values.count { $0["MWG:Creator"] == "Creator of iptc" } == 4)
    }

    @Test("a text that IPTC had to cut is taken whole from XMP, though IPTC was changed last")
    func cutByIPTC() async throws {
        let long = "Konstantin Alexandrowitsch von Hohenzollern-Sigmaringen"
        let metadata = try await metadata(
            ["-IPTC:By-line=\(long.prefix(32))", "-XMP-dc:Creator=\(long)", "-IPTCDigest=00112233445566778899aabbccddeeff"])
        #expect(metadata.creator == long)
    }

    @Test(
        "what is blank, or what a camera wrote, gives way to what a person wrote",
        arguments: [
            "   ", "OLYMPUS DIGITAL CAMERA         ", "SONY DSC", "Default", "SAMSUNG CAMERA PICTURES", "????", "IMG_0042.JPG",
        ])
    func givesWay(_ caption: String) async throws {
        let metadata = try await metadata(["-IFD0:ImageDescription=\(caption)", "-IPTC:Caption-Abstract=Am Hafen"])
        #expect(metadata.caption == "Am Hafen")
        #expect(try await self.metadata(["-IFD0:ImageDescription=\(caption)"]).caption == nil)
    }

    @Test("question marks where EXIF could not say it are mended from XMP")
    func questionMarks() async throws {
        let metadata = try await metadata(["-IFD0:ImageDescription=Z?rich im M?rz", "-XMP-dc:Description=Zürich im März"])
        #expect(metadata.caption == "Zürich im März")
        #expect(
            try await self.metadata(["-IFD0:ImageDescription=Who? Me?", "-XMP-dc:Description=Who. Me."]).caption == "Who? Me?")
    }

    @Test("EXIF in Latin-1, against its standard, is read", arguments: ["latin", "utf8"])
    func exifCharset(_ charset: String) async throws {
        let metadata = try await metadata(["-charset", "exif=\(charset)", "-IFD0:Artist=Jürgen – „Groß“"])
        #expect(metadata.creator == "Jürgen – „Groß“")
    }

    @Test(
        "a comment in EXIF is the caption where there is none, in any of its encodings",
        arguments: ["-ExifByteOrder=MM", "-ExifByteOrder=II"])
    func userComment(_ order: String) async throws {
        #expect(try await metadata([order, "-ExifIFD:UserComment=A harbour"]).caption == "A harbour")
        #expect(try await metadata([order, "-ExifIFD:UserComment=Гавань"]).caption == "Гавань")
        #expect(try await metadata([order, "-ExifIFD:UserComment=Гавань"]).dropped == [.comments])
        let both = try await metadata([order, "-ExifIFD:UserComment=A note", "-XMP-dc:Description=A caption"])
        #expect(both.caption == "A caption")
    }

    @Test("what Windows writes is taken where nothing better is there")
    func windows() async throws {
        let tags = ["-IFD0:XPTitle=Титул", "-IFD0:XPComment=Комментарий", "-IFD0:XPAuthor=Автор"]
        let metadata = try await metadata(tags)
        #expect([metadata.title, metadata.caption, metadata.creator] == ["Титул", "Комментарий", "Автор"])
        let better = try await self.metadata(tags + ["-XMP-dc:Title=T", "-IPTC:Caption-Abstract=C", "-IFD0:Artist=A"])
        #expect([better.title, better.caption, better.creator] == ["T", "C", "A"])
    }

    @Test("the editor's copyright stands behind the photographer's, or alone")
    func copyright() {
        for (bytes, expected) in [("Ada\0Verlag\0", "Ada; Verlag"), (" \0Verlag\0", "Verlag"), ("Ada\0", "Ada"), ("\0\0", nil)] {
            let tiff = PictureBytes.tiff([(0x8298, 2, Array(bytes.utf8))])
            #expect(PictureMetadata(MetadataBlocks(exif: tiff)).copyright == expected)
        }
    }

    @Test(
        "a text in several languages is taken in the magazine's, else as the default",
        arguments: [
            (nil, "A bridge"), ("de", "Eine Brücke"), ("de-AT", "Eine Brücke"), ("fr", "Un pont"), ("fr-CA", "Un pont canadien"),
            ("it", "A bridge"), ("", "A bridge"),
        ] as [(String?, String)])
    func languages(_ language: String?, _ expected: String) async throws {
        let tags = ["", "-de", "-fr", "-fr-CA"].flatMap { suffix in
            let text = ["": "A bridge", "-de": "Eine Brücke", "-fr": "Un pont", "-fr-CA": "Un pont canadien"][suffix] ?? ""
            return ["-XMP-iptcCore:AltTextAccessibility\(suffix)=\(text)", "-XMP-dc:Description\(suffix)=\(text)"]
        }
        let metadata = try await metadata(tags, language: language)
        #expect(metadata.altText == expected)
        #expect(metadata.caption == expected)
    }

    @Test("what is dropped is told by its kind")
    func dropped() async throws {
        let folder = try TemporaryFolder()
        let thumbnail = try folder.write(PictureBytes.jpeg(), to: "thumbnail")
        // A profile of nothing but its header.
        let profile = try folder.write(
            PictureBytes.join(
                PictureBytes.be32(132), Array("lcms\u{2}\u{10}\0\0mntrRGB XYZ ".utf8), [UInt8](repeating: 0, count: 12),
                Array("acsp".utf8), [UInt8](repeating: 0, count: 92)), to: "profile")
        let tags: [(String, Set<DroppedMetadata>)] = [
            ("-GPSLatitude=1", [.gpsPosition]), ("-GPSTimeStamp=10:00:00", [.gpsData]),
            ("-XMP-exif:GPSLongitude=8", [.gpsPosition]), ("-XMP-aux:SerialNumber=1", [.cameraSerialNumber]),
            ("-XMP-aux:LensSerialNumber=1", [.lensSerialNumber]), ("-XMP-aux:OwnerName=E", [.ownerName]),
            ("-XMP-exifEX:SerialNumber=1", [.cameraSerialNumber]), ("-XMP-photoshop:City=Wien", [.placeNames]),
            ("-XMP-iptcExt:LocationCreatedCity=Wien", [.placeNames]),
            ("-XMP-iptcExt:LocationShownGPSLatitude=48", [.gpsPosition, .placeNames]),
            ("-XMP-iptcExt:PersonInImage=Max", [.peopleShown]), ("-XMP-mwg-rs:RegionName=Max", [.peopleShown]),
            ("-XMP-MP:RegionPersonDisplayName=Max", [.peopleShown]),
            ("-XMP-iptcCore:CreatorWorkEmail=a@example.org", [.contactDetails]),
            ("-XMP-xmpMM:DocumentID=1", [.editingHistory]), ("-XMP-xmpMM:HistoryAction=saved", [.editingHistory]),
            ("-XMP-crs:Exposure2012=1", [.editingHistory]), ("-XMP-xmp:CreatorTool=GIMP", [.editingSoftware]),
            ("-XMP-xmp:CreateDate=2020:01:01 00:00:00", [.dates]), ("-XMP-dc:Subject=a", [.keywords]),
            ("-IFD0:Software=GIMP", [.editingSoftware]), ("-IFD0:ModifyDate=2020:01:01 00:00:00", [.dates]),
            ("-ExifIFD:FNumber=2.8", [.cameraData]), ("-Comment=by a program", [.comments]),
            ("-XMP-drone-dji:GPSLatitude=1", [.gpsPosition]), ("-XMP-GCamera:MicroVideo=1", [.depthAndSound]),
            ("-Photoshop:PhotoshopThumbnail<=\(thumbnail)", [.thumbnail]), ("-IFD1:ThumbnailImage<=\(thumbnail)", [.thumbnail]),
            ("-ICC_Profile<=\(profile)", [.iccProfile]), ("-ExifIFD:ISO=100", [.cameraData]), ("-IFD0:Orientation#=6", []),
            ("-IFD0:XResolution=300", []), ("-GPSVersionID=2.3.0.0", []), ("-XMP-tiff:Orientation#=6", []),
        ]
        var batch: [(arguments: [String], file: String)] = []
        for (index, tag) in tags.enumerated() {
            batch.append(([tag.0], try folder.write(PictureBytes.jpeg(), to: "\(index).jpg")))
        }
        try await ExifTool.write(batch)
        for (tag, file) in zip(tags, batch.map(\.file)) {
            let bytes = SharedPictures.bytes(file)
            #expect(bytes.count > PictureBytes.jpeg().count, "\(tag.0)")
            let metadata = PictureMetadata(try ImageHeader(bytes), ByteSource(bytes))
            #expect(metadata.dropped == tag.1, "\(tag.0)")
            #expect((metadata.summary == nil) == tag.1.isEmpty, "\(tag.0)")
        }
    }

    @Test("XMP that is too long for one segment is read to its end")
    func extendedXMP() async throws {
        let folder = try TemporaryFolder()
        let history = try folder.write(String(repeating: "Opened and saved. ", count: 6000), to: "history.txt")
        let metadata = try await metadata([
            "-XMP-photoshop:History<=\(history)", "-XMP-iptcCore:AltTextAccessibility=A hill", "-XMP-dc:Description=A caption",
        ])
        #expect(metadata.altText == "A hill")
        #expect(metadata.caption == "A caption")
        #expect(metadata.dropped == [.editingHistory])
    }

    /// What exiftool finds by the guidelines in the pictures that go round, and what a reader would print of it.
    @Test(
        "real pictures have the captions and names that exiftool finds, but for those that cameras wrote",
        .enabled(if: SharedMaterial.isAtHand, "\(SharedMaterial.absence)"))
    func realPictures() async throws {
        let pictures = SharedPictures.all.filter { $0.hasSuffix(".jpg") || $0.hasSuffix(".webp") }.map(SharedMaterial.path)
        let judged = try await ExifTool.read(pictures)
        var captions: [String] = []
        for path in pictures {
            let says = try #require(judged[path])
            let bytes = SharedPictures.bytes(path)
            let metadata = PictureMetadata(try ImageHeader(bytes), ByteSource(bytes))
            let fields = ["IFD0:ImageDescription", "IPTC:Caption-Abstract", "XMP-dc:Description", "ExifIFD:UserComment"]
            let found = fields.compactMap { says[$0] }.map { $0.split(separator: " ").joined(separator: " ") }.filter {
                !$0.isEmpty
            }
            if let caption = metadata.caption { captions.append(caption) }
            let byCameras = ["OLYMPUS DIGITAL CAMERA", "DCF 1.0", "SONY DSC"]
            #expect(metadata.caption == found.first { !byCameras.contains($0) }, "\(path)")
            #expect(metadata.creator == nil, "Picasa's name is nobody's: \(path)")
            #expect(
                metadata.dropped.contains(.thumbnail)
                    == says.keys.contains { $0.hasSuffix(":ThumbnailImage") || $0 == "Photoshop:PhotoshopThumbnail" }, "\(path)")
            #expect(
                metadata.dropped.contains(.iccProfile)
                    == says.keys.contains { $0.hasPrefix("ICC-header") || $0.hasPrefix("ICC_Profile") }
                    || path.contains("icc-after-SOF"), "\(path)")
            #expect(!metadata.dropped.contains(.gpsPosition) || says.keys.contains { $0.hasPrefix("GPS:") }, "\(path)")
            if says["ExifIFD:SerialNumber"] != nil { #expect(metadata.dropped.contains(.cameraSerialNumber)) }
        }
        #expect(captions == ["Alas! I have found my Shangri-La"])
    }
}
