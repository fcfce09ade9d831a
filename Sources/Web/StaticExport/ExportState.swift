import Foundation

/// What the last run noted, `.stet/state` in the folder: a head of 4096 bytes, then a record for each address, one after the other.
/// Later runs append theirs; of several records of one address the last counts.
///
/// ```
/// head    "stetexp3", commit, length, length of the first part, right until (ms), hash of what it was made with, choices, hash of the last
///         commits, base address
/// record  length u32, address u16, location u16 (lengths), hash of the address, owner, digest 16, count of marks u32, kind, flags,
///         rank, count of stretches u8, marks u64 each, stretches (listing, start, end: i64), address, location, zeros up to a
///         multiple of 8
/// ```
/// Numbers are little-endian. What lies beyond `length` is from a run that was killed: its addresses are looked at anew.
struct ExportState: Sendable {
    /// What a first run is told, and later ones remember.
    struct Choices: Sendable, Equatable {
        /// What absolute addresses begin with; empty: as the settings say.
        var baseURL = ""
        /// Whether an article without a picture has a card of its own.
        var drawsCards = true
    }

    struct Head: Sendable, Equatable {
        /// The commit it shows.
        var commit: Int64 = 0
        var length: UInt64 = 0
        /// Up to here every address has one record.
        var baseLength: UInt64 = 0
        /// When something of it will be wrong by time alone, in ms; `.max`: never.
        var rightUntil: Int64 = .max
        /// Of theme, program and choices.
        var fingerprint: UInt64 = 0
        /// Of the last commits up to the one it shows: what another magazine has not, nor a copy of this one that was edited otherwise.
        var history: UInt64 = 0
        var choices = Choices()

        static let size = 4096
        private static let magic = Array("stetexp3".utf8)

        init() {}

        var bytes: [UInt8] {
            var bytes = Head.magic
            for number in [
                UInt64(bitPattern: commit), length, baseLength, UInt64(bitPattern: rightUntil), fingerprint,
                choices.drawsCards ? 1 : 0, history,
            ] {
                bytes.append(littleEndian: number)
            }
            let base = Array(choices.baseURL.utf8.prefix(Head.size - 128))
            bytes.append(littleEndian: UInt64(base.count))
            bytes += base
            bytes += Array(repeating: 0, count: Head.size - 8 - bytes.count)
            bytes.append(littleEndian: ExportMark.address(String(decoding: bytes, as: UTF8.self)))
            return bytes
        }

        /// - Returns: nil where it is none, or damaged.
        init?(_ bytes: [UInt8]) {
            guard bytes.count == Head.size, Array(bytes.prefix(8)) == Head.magic else { return nil }
            func number(_ offset: Int) -> UInt64 {
                bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: UInt64.self) }
            }
            guard number(Head.size - 8) == ExportMark.address(String(decoding: bytes.dropLast(8), as: UTF8.self)) else {
                return nil
            }
            commit = Int64(bitPattern: number(8))
            (length, baseLength) = (number(16), number(24))
            rightUntil = Int64(bitPattern: number(32))
            fingerprint = number(40)
            choices.drawsCards = number(48) != 0
            history = number(56)
            let count = Int(clamping: number(64))
            guard count <= Head.size - 128 else { return nil }
            choices.baseURL = String(decoding: bytes[72..<72 + count], as: UTF8.self)
        }
    }

    let head: Head
    private let data: Data
    /// The end of the last whole record.
    let end: Int
    /// Where the records of later runs are, by the hashes of their addresses.
    private let later: [UInt64: Int]
    /// Addresses of a run that was killed, by their hashes.
    let unsure: [UInt64: String]

    /// The head alone.
    static func head(of file: String) -> Head? {
        guard let handle = FileHandle(forReadingAtPath: file) else { return nil }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: Head.size)).flatMap { $0 }.flatMap { Head([UInt8]($0)) }
    }

    /// - Returns: nil where there is none that can be read.
    init?(file: String) {
        guard let data = try? Data(contentsOf: URL(filePath: file), options: .alwaysMapped), data.count >= Head.size,
            let head = Head([UInt8](data.prefix(Head.size))), head.length <= UInt64(data.count), head.baseLength <= head.length
        else { return nil }
        var later: [UInt64: Int] = [:]
        var unsure: [UInt64: String] = [:]
        var end = Int(head.baseLength)
        data.withUnsafeBytes { bytes in
            ExportState.each(bytes, from: Int(head.baseLength)) { entry in
                later[entry.hash] = entry.offset
                if entry.offset >= Int(head.length) { unsure[entry.hash] = entry.record.address }
                end = entry.offset + entry.length
                return true
            }
        }
        guard end >= Int(head.length) else { return nil }
        (self.head, self.data, self.later, self.unsure, self.end) = (head, data, later, unsure, end)
    }

    // MARK: - Reading

    /// One record, as it lies there.
    struct Entry {
        let bytes: UnsafeRawBufferPointer
        let offset: Int
        let length: Int

        init?(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
            guard offset >= Head.size, offset + 48 <= bytes.count else { return nil }
            let length = Int(bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
            guard length >= 48, length % 8 == 0, offset + length <= bytes.count else { return nil }
            (self.bytes, self.offset, self.length) = (bytes, offset, length)
            guard kind != nil, 48 + numbers + addressLength + locationLength <= length else { return nil }
        }

        private func load<T: FixedWidthInteger>(_ position: Int, _: T.Type) -> T {
            bytes.loadUnaligned(fromByteOffset: offset + position, as: T.self)
        }

        var addressLength: Int { Int(load(4, UInt16.self)) }
        var locationLength: Int { Int(load(6, UInt16.self)) }
        var hash: UInt64 { load(8, UInt64.self) }
        var owner: UInt64 { load(16, UInt64.self) }
        var markCount: Int { Int(load(40, UInt32.self)) }
        var kind: ExportRecord.Kind? { ExportRecord.Kind(rawValue: load(44, UInt8.self)) }
        var isFleeting: Bool { load(45, UInt8.self) & 1 != 0 }

        var stretchCount: Int { Int(load(47, UInt8.self)) }
        private var numbers: Int { markCount * 8 + stretchCount * 24 }

        func mark(_ index: Int) -> UInt64 { load(48 + index * 8, UInt64.self) }

        func stretch(_ index: Int) -> ExportRecord.Stretch {
            let start = 48 + markCount * 8 + index * 24
            return ExportRecord.Stretch(
                listing: load(start, Int64.self), start: load(start + 8, Int64.self), end: load(start + 16, Int64.self))
        }

        private func text(_ position: Int, _ count: Int) -> String {
            String(
                decoding: UnsafeRawBufferPointer(rebasing: bytes[offset + position..<offset + position + count]), as: UTF8.self)
        }

        var record: ExportRecord {
            let texts = 48 + numbers
            var record = ExportRecord(
                address: text(texts, addressLength), owner: owner, kind: kind ?? .removed, rank: load(46, UInt8.self))
            record.isFleeting = isFleeting
            record.digest = ExportDigest(first: load(24, UInt64.self), second: load(32, UInt64.self))
            record.location = text(texts + addressLength, locationLength)
            record.marks = (0..<markCount).map(mark)
            record.stretches = (0..<stretchCount).map(stretch)
            return record
        }
    }

    private static func each(_ bytes: UnsafeRawBufferPointer, from start: Int, _ body: (Entry) -> Bool) {
        var offset = start
        while let entry = Entry(bytes, at: offset) {
            guard body(entry) else { return }
            offset += entry.length
        }
    }

    /// Hands over the records that count, those of removed addresses left out, where `isWanted` says so.
    func each(where isWanted: (Entry) -> Bool, _ body: (ExportRecord) -> Void) {
        data.withUnsafeBytes { bytes in
            let bytes = UnsafeRawBufferPointer(rebasing: bytes[..<end])
            ExportState.each(bytes, from: Head.size) { entry in
                if isWanted(entry), entry.kind != .removed, later[entry.hash].map({ $0 == entry.offset }) ?? true {
                    body(entry.record)
                }
                return true
            }
        }
    }

    /// Where the records that count lie, by the hashes of their addresses.
    func places() -> [UInt64: Int] {
        var places: [UInt64: Int] = [:]
        data.withUnsafeBytes { bytes in
            ExportState.each(UnsafeRawBufferPointer(rebasing: bytes[..<end]), from: Head.size) { entry in
                places[entry.hash] = entry.offset
                return true
            }
        }
        return places
    }

    func record(at offset: Int) -> ExportRecord? {
        data.withUnsafeBytes { bytes in Entry(bytes, at: offset)?.record }
    }

    /// How much of it is no longer right.
    var isWorthTidying: Bool { end - Int(head.baseLength) > Int(head.baseLength) / 2 + 4_000_000 }
}

extension [UInt8] {
    mutating func append(littleEndian number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }
}
