/// What can go wrong with the data directory and the database, named for what a person must mend.
package enum StorageError: Error, Equatable, CustomStringConvertible {
    case notADataDirectory(path: String)
    case alreadyADataDirectory(path: String)
    case cannotCreate(path: String, reason: String)
    case notEmpty(path: String)
    case inUse(path: String)
    case newerVersion(found: Int64, known: Int64)
    case addressTaken(String)
    case sectionCycle(String)
    case constraint(String)
    case busy
    case full
    case readOnly
    case unwritable(String)
    case notDurable
    case damaged(String)
    case cannotOpen(String)
    case engine(String)

    package var description: String {
        switch self {
        case .notADataDirectory(let path):
            "\(path) is not a data directory of Stet. Make one with: stet new --data \(path)"
        case .alreadyADataDirectory(let path):
            "\(path) is a data directory already. Choose another, or serve this one with: stet serve --data \(path)"
        case .cannotCreate(let path, let reason):
            "\(path) cannot be made or written: \(reason)"
        case .notEmpty(let path):
            "\(path) holds other files and is no data directory of Stet. Choose a folder that is new or empty."
        case .inUse(let path):
            "\(path) is in use by another stet that does not answer. Stop it first, or wait until it has finished."
        case .newerVersion(let found, let known):
            "This data directory was written by a newer Stet (its database is of version \(found), this program knows \(known)). "
                + "Use the newer program; nothing was changed."
        case .addressTaken(let path):
            "The address \(path) answers with something else already."
        case .sectionCycle(let slug):
            "The section \(slug) cannot stand below itself."
        case .constraint(let message):
            "The database refused a row: \(message)"
        case .busy:
            "Another program holds the database and did not let go within ten seconds."
        case .full:
            "The disk is full. What went in before this step stays, nothing of the step itself was kept; free some space and run the "
                + "same again."
        case .unwritable(let message):
            "The disk did not take what was written (\(message)): is it full, or failing? Nothing of this step was kept; mend it "
                + "and run the same again."
        case .readOnly:
            "The database cannot be written: the disk or the file is read-only."
        case .notDurable:
            "SQLite did not accept write-ahead logging with synchronous=FULL here: is this a network file system?"
        case .damaged(let message):
            "The database file is damaged: \(message). Restore the last backup."
        case .cannotOpen(let message):
            "The database cannot be opened: \(message)"
        case .engine(let message):
            "The database answered with an error: \(message)"
        }
    }
}
