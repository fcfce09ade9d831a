import Content
import Storage

/// The files of a magazine, and which of them something leads to.
///
/// A file is what is stored once, under its digest; it may be served at several addresses, and is used where one of them is. It
/// is led to by any of these addresses, in any spelling and on whatever host; by a smaller copy's name; by the address of its own
/// page; by the number it had on an old site; by the address of one of its forms. In doubt it is used: what is kept for nothing
/// costs a little room, what is deleted and was wanted is a hole in a page.
struct FileGraph {
    struct File: Sendable {
        let digest: String
        var addresses: [Upload] = []
        var isUsed = false
    }

    private(set) var files: [File] = []
    /// Up to which commit the texts were read.
    var commit: Int64 = 0
    /// Which address of which file.
    private(set) var places: [Place] = []
    /// Addresses by the last part of their paths, in lower case; and by the last two, as in `01/photo.jpg`, or `/photo.jpg` where
    /// there is but one. A folder of articles may have a hundred thousand files of one name.
    private(set) var byName: [String: [Int]] = [:]
    private(set) var byFolder: [String: [Int]] = [:]
    /// The endings of all names, up to eight letters and digits.
    private(set) var endings: Set<UInt64> = []
    /// Files whose names have no such ending, with the name as it is looked for.
    private(set) var oddNames: [(name: [UInt8], file: Int)] = []
    /// How long a name or folder is that holds white space, quotes or brackets: so far back it is looked for where one begins.
    private(set) var longestSpaced = 0
    /// Files by the paths of their own pages, without the last slash.
    private(set) var pages: [String: Int] = [:]
    private(set) var longestPage = 0
    /// Files by their numbers on old sites.
    private(set) var oldNumbers: [Int64: [Int]] = [:]
    /// Files by what stands for their digests in addresses.
    private(set) var imageNames: [String: Int] = [:]
    /// Files by the articles that they were uploaded to.
    private var ofArticle: [Int64: [Int]] = [:]
    /// The articles with a gallery of whatever was uploaded to them, and what such galleries say of old numbers.
    var galleries: Set<Int64> = []
    var galleryNumbers: Set<Int64> = []
    private var byPath: [String: Int] = [:]

    struct Place: Sendable {
        let file: Int
        /// The second folder above it, folded.
        let folder: [UInt8]?
    }

    /// Names without an ending are looked for one by one. Beyond so many all are taken for used.
    private static let mostOddNames = 50

    /// - Parameter each: hands over all rows of some columns.
    init(_ library: Library, each: (TableColumns, (TableRow) -> Void) throws -> Void) throws {
        commit = try library.lastCommit()
        var known: [String: Int] = [:]
        try library.eachUpload { upload in
            let file = known[upload.digest] ?? files.count
            if file == files.count {
                files.append(File(digest: upload.digest))
                known[upload.digest] = file
                imageNames[String(upload.digest.prefix(20))] = file
            }
            files[file].addresses.append(upload)
            add(upload.path, of: file)
        }
        if oddNames.count > FileGraph.mostOddNames {
            for odd in oddNames { files[odd.file].isUsed = true }
            oddNames = []
        }
        try each(FileReferences.pictures) { row in
            guard let place = byPath[row.text(0)] else { return }
            let file = places[place].file
            addPage(row.text(1), of: file)
            if let article = row.int(2) { ofArticle[article, default: []].append(file) }
        }
        try each(FileReferences.aliases) { row in
            if let file = pages[FileGraph.pageName(row.text(1))] { addPage(row.text(0), of: file) }
        }
        try each(FileReferences.oldNumbers) { row in
            guard let number = Int64(row.text(0)), let place = byPath[row.text(1)] else { return }
            oldNumbers[number, default: []].append(places[place].file)
        }
        try each(FileReferences.variants) { row in
            // Most are named so that it shows what they are copies of; these need no room.
            let (name, whole) = (FileGraph.name(of: row.text(0)), FileGraph.name(of: row.text(1)))
            guard let place = byPath[row.text(1)], !FileNames.originals(of: name).contains(whole) else { return }
            add(place, as: name, in: FoldedText.of(row.text(1)).split(separator: UInt8(ascii: "/")).dropLast().last)
            if let ending = FileGraph.ending(of: Array(name.utf8)) { endings.insert(ending) }
        }
    }

    private mutating func add(_ path: String, of file: Int) {
        let folded = FoldedText.of(path)
        let parts = folded.split(separator: UInt8(ascii: "/"))
        guard let last = parts.last else { return }
        byPath[path] = places.count
        let name = FileGraph.name(Array(last))
        for part in parts.suffix(3) where !part.allSatisfy(\.isFileNameByte) { longestSpaced = max(longestSpaced, part.count) }
        let folders = parts.dropLast()
        add(places.count, as: name, in: folders.last)
        places.append(Place(file: file, folder: folders.dropLast().last.map(Array.init)))
        if let ending = FileGraph.ending(of: Array(name.utf8)) {
            endings.insert(ending)
        } else {
            oddNames.append((Array(last), file))
        }
    }

    private mutating func add(_ place: Int, as name: String, in folder: ArraySlice<UInt8>?) {
        byName[name, default: []].append(place)
        byFolder[(folder.map { FileGraph.name(Array($0)) } ?? "") + "/" + name, default: []].append(place)
    }

    private mutating func addPage(_ path: String, of file: Int) {
        let name = FileGraph.pageName(path)
        // One with a query is known by the number in it, and the front page is nobody's.
        guard !name.isEmpty, !path.utf8.contains(UInt8(ascii: "?")) else { return }
        pages[name] = file
        longestPage = max(longestPage, name.utf8.count)
    }

    // MARK: Names

    /// The last part of a path, as it is looked up.
    private static func name(of path: String) -> String {
        name(FoldedText.of(path).split(separator: UInt8(ascii: "/")).last.map(Array.init) ?? [])
    }

    /// A folded name as it is looked up. Two ways to write one letter are equal as strings, and not as bytes.
    static func name(_ folded: [UInt8]) -> String {
        let name = String(decoding: folded, as: UTF8.self)
        return folded.contains { $0 >= 0x80 } ? name.lowercased() : name
    }

    static func pageName(_ path: String) -> String {
        var folded = FoldedText.of(path)
        while folded.last == UInt8(ascii: "/") { folded.removeLast() }
        return name(folded)
    }

    /// What follows the last dot of a name, as a number; nil where that is no ending.
    private static func ending(of name: [UInt8]) -> UInt64? {
        guard let dot = name.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        let ending = name[(dot + 1)...]
        guard (1...8).contains(ending.count), ending.allSatisfy(\.isLetterOrDigit) else { return nil }
        return ending.reduce(0) { $0 << 8 | UInt64($1) }
    }

    // MARK: What is used

    mutating func use(_ file: Int) { files[file].isUsed = true }

    /// Uses every file of a name but one.
    mutating func useAll(named name: String, but own: Int?) {
        guard let all = byName[name] else { return }
        for place in all where places[place].file != own { use(places[place].file) }
        // There is no more to be found out about it.
        if own == nil { byName[name] = nil }
    }

    /// Where the file with a digest was served when the graph was made.
    func paths(of digest: String) -> [String] {
        imageNames[String(digest.prefix(20))].map { files[$0].addresses.map(\.path) } ?? []
    }

    /// The file that is served at a path.
    func file(at path: String) -> Int? { byPath[path].map { places[$0].file } }

    /// What galleries show that name no pictures.
    ///
    /// - Parameter articles: which articles old numbers have become.
    mutating func settleGalleries(_ articles: ([Int64]) throws -> [Int64]) throws {
        if !galleryNumbers.isEmpty { galleries.formUnion(try articles(galleryNumbers.sorted())) }
        for article in galleries {
            for file in ofArticle[article] ?? [] { files[file].isUsed = true }
        }
    }

    /// The digests of the files that nothing leads to, in the order of their first addresses.
    var unused: [String] {
        files.filter { !$0.isUsed }.sorted { ($0.addresses.first?.path ?? "") < ($1.addresses.first?.path ?? "") }.map(\.digest)
    }
}
