/// What a picture says of itself in words: who made it, who may use it, what it shows; and what else it said that is dropped.
///
/// The same thing can stand in EXIF, IPTC-IIM and XMP. Which wins is as the Metadata Working Group rules (Guidelines for Handling
/// Image Metadata 2.0, 2 and 3): EXIF where it has the field; then XMP, unless a program changed IPTC-IIM afterwards that knew
/// nothing of XMP, which a checksum tells; then IPTC-IIM. Captions and names that cameras write count as absent.
package struct PictureMetadata: Sendable, Equatable {
    /// The names of those who made it (IPTC Creator), joined by commas.
    package var creator: String?
    /// The line that the supplier wants printed (IPTC Credit Line).
    package var creditLine: String?
    package var copyright: String?
    package var license: License?
    package var caption: String?
    package var headline: String?
    package var title: String?
    /// IPTC Alt Text (Accessibility). Never a caption: that says what is not to be seen.
    package var altText: String?
    /// IPTC Extended Description (Accessibility): what takes more than an alt text.
    package var extendedDescription: String?
    package var dropped: Set<DroppedMetadata>

    package struct License: Sendable, Equatable {
        /// http or https: the licence itself, or the page on which rights are stated.
        package var url: String?
        /// IPTC Rights Usage Terms.
        package var terms: String?
    }

    /// What is to be printed beside the picture: the line that is asked for, else the maker's name.
    package var credit: String? { creditLine ?? creator }

    /// What was dropped, in a sentence; nil where there was nothing.
    package var summary: String? { DroppedMetadata.summary(dropped) }

    /// - Parameter language: of the magazine, such as `de-AT`; where a text is there in several, this one is taken.
    package init(_ blocks: MetadataBlocks, language: String? = nil) {
        let exif = blocks.exif.flatMap(EXIF.init)
        let iptc = blocks.iptc.map(IPTC.init)
        let xmp = PictureMetadata.xmp(blocks)
        dropped = blocks.dropped.union(exif?.dropped ?? []).union(iptc?.dropped ?? []).union(xmp?.dropped ?? [])
        if blocks.exif != nil, exif == nil { dropped.insert(.unread) }

        let choice = Choice(prefersIPTC: iptc?.isNewerThanXMP ?? false)
        creator = choice.first(
            exif?.artist.map(PictureMetadata.names), xmp?.list(.creator).joined(separator: ", "),
            iptc?.creators.joined(separator: ", "), [exif?.windowsAuthor, blocks.texts["Author"], blocks.texts["Artist"]],
            limit: 32, isPlaceholder: CameraPlaceholder.isName)
        creditLine = choice.first(
            nil, xmp?.text(.credit), iptc?.credit, [], limit: 32, isPlaceholder: CameraPlaceholder.isName)
        copyright = choice.first(
            exif?.copyright, xmp?.text(.rights, language: language), iptc?.copyright, [blocks.texts["Copyright"]], limit: 128,
            isPlaceholder: CameraPlaceholder.isName)
        caption = choice.first(
            exif?.description, xmp?.text(.description, language: language), iptc?.caption,
            [exif?.windowsComment, exif?.userComment, xmp?.text(.userComment, language: language), blocks.texts["Description"]],
            limit: 2000, keepingLines: true, isPlaceholder: CameraPlaceholder.isCaption)
        headline = choice.first(
            nil, xmp?.text(.headline), iptc?.headline, [], limit: 256, isPlaceholder: CameraPlaceholder.isCaption)
        title = choice.first(
            nil, xmp?.text(.title, language: language), iptc?.title,
            [exif?.title, exif?.windowsTitle, blocks.texts["Title"]], limit: 64, isPlaceholder: CameraPlaceholder.isCaption)
        altText = MetadataText.clean(xmp?.text(.altText, language: language))
        extendedDescription = MetadataText.clean(xmp?.text(.extendedDescription, language: language), keepingLines: true)

        let url =
            MetadataText.address(xmp?.text(.license)) ?? MetadataText.address(xmp?.text(.webStatement))
            ?? MetadataText.address(iptc?.rightsPage)
        let terms = MetadataText.clean(xmp?.text(.usageTerms, language: language), keepingLines: true)
        if url != nil || terms != nil { license = License(url: url, terms: terms) }
    }

    /// All in one, of a file's bytes.
    package init(_ header: ImageHeader, _ source: ByteSource, language: String? = nil) {
        self.init(MetadataBlocks(header, source), language: language)
    }

    private static func xmp(_ blocks: MetadataBlocks) -> XMP? {
        guard let packet = blocks.xmp else { return nil }
        let identifier = Array("http://ns.adobe.com/xap/1.0/\0".utf8)
        var xmp = XMP(packet.starts(with: identifier) ? Array(packet.dropFirst(identifier.count)) : packet)
        // Whether the second packet is this one's, its name there tells; only its presence is asked for, since a stranger's
        // packet could be made to have the right name as easily.
        if xmp.text(.extendedXMP) != nil, let extended = blocks.extendedXMP { xmp.add(XMP(extended)) }
        return xmp
    }

    /// EXIF has one text for several names, with semicolons between them.
    private static func names(_ text: String) -> String {
        text.split(separator: ";").compactMap { MetadataText.clean(String($0)) }.joined(separator: ", ")
    }
}

/// Which of several texts is taken that should all be the same.
private struct Choice {
    let prefersIPTC: Bool

    /// - Parameters:
    ///   - others: what no guideline names, and is better than nothing.
    ///   - limit: the length at which IPTC-IIM cuts this field, in bytes.
    func first(
        _ exif: String?, _ xmp: String?, _ iptc: String?, _ others: [String?], limit: Int, keepingLines: Bool = false,
        isPlaceholder: (String) -> Bool
    ) -> String? {
        func clean(_ text: String?) -> String? {
            MetadataText.clean(text, keepingLines: keepingLines).flatMap { isPlaceholder($0) ? nil : $0 }
        }
        let xmp = clean(xmp)
        let iptc = clean(iptc)
        if let exif = clean(exif) {
            // Programs that take EXIF at its word put question marks for what is not ASCII.
            for other in [xmp, iptc] { if let other, isMaimed(exif, copyOf: other) { return other } }
            return exif
        }
        if let iptc, prefersIPTC || xmp == nil {
            if let xmp, iptc.utf8.count >= limit - 4, xmp.hasPrefix(iptc) { return xmp }
            return iptc
        }
        if let xmp { return xmp }
        for other in others { if let other = clean(other) { return other } }
        return nil
    }

    private func isMaimed(_ text: String, copyOf other: String) -> Bool {
        guard text.utf8.contains(UInt8(ascii: "?")), text != other, text.unicodeScalars.count == other.unicodeScalars.count
        else { return false }
        return zip(text.unicodeScalars, other.unicodeScalars).allSatisfy { $0 == $1 || $0 == "?" && !$1.isASCII }
    }
}
