import Content

extension FileGraph {
    /// Looks in a text, of whatever kind, for everything that leads to a file.
    ///
    /// - Parameters:
    ///   - article: whose text it is.
    ///   - own: the file that the text is about; that it names itself is no use of it.
    mutating func read(_ text: String, of article: Int64? = nil, about own: Int? = nil) {
        guard !text.isEmpty else { return }
        let bytes = FoldedText.of(text)
        let isGallery = ["[gallery", "[playlist"].contains { FileGraph.contains($0.utf8, bytes) }
        if isGallery, let article { galleries.insert(article) }
        for index in bytes.indices {
            switch bytes[index] {
            case UInt8(ascii: "."): readName(bytes, dot: index, own)
            case UInt8(ascii: "/"): readPath(bytes, slash: index, own)
            case UInt8(ascii: "="), UInt8(ascii: ":"): readNumbers(bytes, after: index, isGallery, own)
            case UInt8(ascii: "-"), UInt8(ascii: "_"): readNumberInName(bytes, after: index, own)
            default: break
            }
        }
        for (name, file) in oddNames where file != own && !files[file].isUsed && FileGraph.contains(name, bytes) { use(file) }
    }

    private static func contains(_ word: some Collection<UInt8>, _ bytes: [UInt8]) -> Bool {
        guard let first = word.first else { return false }
        var rest = bytes[...]
        while let start = rest.firstIndex(of: first) {
            if rest[start...].starts(with: word) { return true }
            rest = rest[(start + 1)...]
        }
        return false
    }

    private static func ends(_ bytes: ArraySlice<UInt8>, with word: some BidirectionalCollection<UInt8>) -> Bool {
        bytes.count >= word.count && bytes.suffix(word.count).elementsEqual(word)
    }

    // MARK: Names of files

    /// A name's ending begins with this dot.
    private mutating func readName(_ bytes: [UInt8], dot: Int, _ own: Int?) {
        var ending: UInt64 = 0
        var end = dot + 1
        while end < bytes.count, end - dot <= 8, bytes[end].isLetterOrDigit {
            ending = ending << 8 | UInt64(bytes[end])
            end += 1
        }
        guard endings.contains(ending), end == bytes.count || !bytes[end].isLetterOrDigit else { return }
        // Where it begins is not known: names may hold spaces and brackets. So each place where it may begin is tried.
        var start = dot
        while dot - start < 300 {
            if start == 0 || !bytes[start - 1].isFileNameByte {
                readName(bytes, start..<end, own)
                // What a copy's name has more than the original's is at most so long.
                if start == 0 || bytes[start - 1].endsName || end - start > longestSpaced + 40 { return }
            }
            start -= 1
        }
    }

    private mutating func readName(_ bytes: [UInt8], _ range: Range<Int>, _ own: Int?) {
        let names = FileNames.originals(of: FileGraph.name(Array(bytes[range]))).filter { byName[$0] != nil }
        guard !names.isEmpty else { return }
        guard let folders = folders(before: range.lowerBound, bytes) else {
            for name in names { useAll(named: name, but: own) }
            return
        }
        for name in names {
            for place in byFolder["/" + name] ?? [] where places[place].file != own { use(places[place].file) }
            for folder in folders {
                for place in byFolder[FileGraph.name(Array(bytes[folder])) + "/" + name] ?? [] {
                    let place = places[place]
                    guard place.file != own, !files[place.file].isUsed,
                        isIn(place.folder, bytes, before: folder.lowerBound)
                    else { continue }
                    use(place.file)
                }
            }
        }
    }

    /// What may be the name of the folder that stands before a place; nil where none does, because an address begins there:
    /// `"x.jpg`, `"/x.jpg`, `../x.jpg`, `//host/x.jpg`.
    ///
    /// Hosts are not compared: a picture of the old site may be asked for at a network that delivers it, and the magazine may have
    /// had other hosts before that one.
    private func folders(before start: Int, _ bytes: [UInt8]) -> [Range<Int>]? {
        guard start > 0, bytes[start - 1] == UInt8(ascii: "/") else { return nil }
        var end = start
        while end > 0, bytes[end - 1] == UInt8(ascii: "/") { end -= 1 }
        var begin = end
        while begin > 0, bytes[begin - 1].isFileNameByte || bytes[begin - 1] == UInt8(ascii: ":") { begin -= 1 }
        guard !bytes[begin..<end].allSatisfy({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }) else { return nil }
        if begin > 0, bytes[begin - 1] == UInt8(ascii: "/") {
            return begin > 1 && bytes[begin - 2] == UInt8(ascii: "/") ? nil : [begin..<end]
        }
        if bytes[begin..<end].contains(UInt8(ascii: ".")) { return nil }
        // It may begin further on, as `url:01`, or further back, with spaces in it.
        var folders = [begin..<end]
        if let colon = bytes[begin..<end].lastIndex(of: UInt8(ascii: ":")) { folders.append((colon + 1)..<end) }
        while begin > 0, end - begin <= longestSpaced, !bytes[begin - 1].endsName {
            begin -= 1
            if begin == 0 || !bytes[begin - 1].isFileNameByte { folders.append(begin..<end) }
        }
        return folders
    }

    /// Whether the folder that stands before a place may be this one: it is, or none stands there. Two folders are enough.
    private func isIn(_ folder: [UInt8]?, _ bytes: [UInt8], before start: Int) -> Bool {
        guard let folder, let folders = folders(before: start, bytes) else { return true }
        return folders.contains { FileGraph.name(Array(bytes[$0])) == FileGraph.name(folder) }
    }

    // MARK: Paths of pages and of forms

    private mutating func readPath(_ bytes: [UInt8], slash: Int, _ own: Int?) {
        let rest = bytes[slash...]
        if rest.starts(with: "/images/".utf8) {
            let name = rest.dropFirst(8).prefix(20)
            if let file = imageNames[String(decoding: name, as: UTF8.self)], file != own { use(file) }
        }
        guard !pages.isEmpty else { return }
        var start = slash
        if rest.dropFirst().first == UInt8(ascii: "/") {
            // `https://host/path/`, `//host/path/`
            guard
                let end = bytes[(slash + 2)...].prefix(300).firstIndex(where: { !$0.isFileNameByte && $0 != UInt8(ascii: ":") }),
                bytes[end] == UInt8(ascii: "/")
            else { return }
            start = end
        } else if slash > 0, bytes[slash - 1].isFileNameByte || bytes[slash - 1] == UInt8(ascii: "/") {
            return
        }
        var path = bytes[start...].prefix(longestPage + 8).prefix { byte in
            !byte.endsName || byte == UInt8(ascii: "/")
        }.prefix { byte in
            ![0x20, UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "'")].contains(byte)
        }
        while let last = path.last, last == UInt8(ascii: "/") || last == UInt8(ascii: ".") || last == UInt8(ascii: ",") {
            path.removeLast()
        }
        if !path.isEmpty, let file = pages[FileGraph.name(Array(path))], file != own { use(file) }
    }

    // MARK: Numbers of an old site

    /// `[gallery ids="7,9"]`, `{"id":7}`, `?attachment_id=7`, `?p=7`: a number, or several, after a word that says what they are.
    private mutating func readNumbers(_ bytes: [UInt8], after index: Int, _ isGallery: Bool, _ own: Int?) {
        guard !oldNumbers.isEmpty || isGallery else { return }
        var end = index
        while end > 0, [0x20, UInt8(ascii: "\""), UInt8(ascii: "\\")].contains(bytes[end - 1]) { end -= 1 }
        let word = bytes[..<end].suffix(40).reversed().prefix { $0.isLetterOrDigit || $0 == UInt8(ascii: "_") }
        let isKnown = FileGraph.numberWords.contains { word.starts(with: $0) } || word.elementsEqual("p".utf8)
        guard isKnown else { return }
        var rest = bytes[(index + 1)...]
        for _ in 0..<1000 {
            rest = rest.drop { [0x20, 0x22, 0x27, 0x2C, 0x5B, 0x5C].contains($0) }
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            guard let number = Int64(String(decoding: digits, as: UTF8.self)) else { return }
            if isGallery { galleryNumbers.insert(number) }
            use(number: number, own)
            rest = rest.dropFirst(digits.count)
        }
    }

    /// Backwards, as they are met.
    private static let numberWords = [
        "id", "ids", "include", "image", "images", "img", "media", "attachment", "attachments", "photo", "photos", "picture",
        "pictures", "thumbnail",
    ].map { Array($0.utf8.reversed()) }

    /// `wp-image-7`, `wp-att-7`, `attachment_7`
    private mutating func readNumberInName(_ bytes: [UInt8], after index: Int, _ own: Int?) {
        guard !oldNumbers.isEmpty else { return }
        let digits = bytes[(index + 1)...].prefix(19).prefix { (0x30...0x39).contains($0) }
        guard !digits.isEmpty,
            ["wp-image", "wp-att", "attachment"].contains(where: { FileGraph.ends(bytes[..<index], with: $0.utf8) }),
            let number = Int64(String(decoding: digits, as: UTF8.self))
        else { return }
        use(number: number, own)
    }

    private mutating func use(number: Int64, _ own: Int?) {
        for file in oldNumbers[number] ?? [] where file != own { use(file) }
    }
}
