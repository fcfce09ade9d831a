/// What can go wrong with the data directory and the database, named for what a person must mend.
package enum StorageError: Error, Equatable, CustomStringConvertible {
    case notADataDirectory(path: String)
    case alreadyADataDirectory(path: String)
    case cannotCreate(path: String, reason: String)
    case notEmpty(path: String)
    case inUse(path: String)
    case newerVersion(found: Int64, known: Int64)
    case addressTaken(String)
    case redirectLoop(String)
    case sectionCycle(String)
    case constraint(String)
    case busy
    case full
    case readOnly
    case unwritable(String)
    case notDurable
    case damaged(String)
    case cannotOpen(String)
    /// An address that is none, and why.
    case badAddress(String)
    /// A database server that will not do.
    case notSuitable(String)
    case loginRefused(String)
    /// A database server that does not answer.
    case gone(String)
    /// One that went away while it was asked to commit.
    case unconfirmed(String)
    case slow
    case unfinishedCopy(of: String)
    case holdsMagazine(database: String)
    case noMagazine(database: String)
    case differs(String)
    case copyRunning
    case engine(String)

    /// Whether the same may go well in a while, with nothing mended by hand.
    package var passes: Bool {
        switch self {
        case .busy, .gone, .slow, .full: true
        default: false
        }
    }

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
            "This magazine was written by a newer Stet (its database is of version \(found), this program knows \(known)). "
                + "Use the newer program; nothing was changed."
        case .addressTaken(let path):
            "The address \(path) answers with something else already."
        case .redirectLoop(let path):
            "A redirect from \(path) would lead back to it."
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
            "The database can only be read: its disk, its file, or its server and user allow no more."
        case .notDurable:
            "SQLite did not accept write-ahead logging with synchronous=FULL here: is this a network file system?"
        case .damaged(let message):
            "The database file is damaged: \(message). Restore the last backup."
        case .cannotOpen(let message):
            "The database cannot be opened: \(message)"
        case .badAddress(let reason):
            "The address of the database is none: \(reason)."
        case .notSuitable(let reason):
            "The database cannot be used: \(reason)."
        case .loginRefused(let message):
            "The database server did not let us in (\(message)). Look at user and password in the address, PGPASSWORD or ~/.pgpass, and "
                + "at the server's pg_hba.conf."
        case .gone(let reason):
            "The database server does not answer (\(reason)). Nothing of this step was kept; run the same again when it is back."
        case .unconfirmed(let reason):
            "The database server went away before it confirmed what was saved (\(reason)). Look whether it is there before you save it "
                + "again."
        case .slow:
            "The database took too long over one question and was told to stop."
        case .unfinishedCopy(let source):
            "Here is a copy of \(source) that is not finished. Run the same stet copy again: it goes on where it stopped."
        case .holdsMagazine(let database):
            "\(database) holds a magazine already. Choose a database that is new or empty."
        case .noMagazine(let database):
            "\(database) holds no magazine yet. Make one with: stet new --data DIR --database \(database)"
        case .differs(let place):
            "The copy differs from its source in \(place): was something changed meanwhile? Run the same stet copy again."
        case .copyRunning:
            "Another stet copy into this database is running. Wait until it has finished."
        case .engine(let message):
            "The database answered with an error: \(message)"
        }
    }
}
