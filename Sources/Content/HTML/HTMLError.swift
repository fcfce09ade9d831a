/// Why a text cannot be taken as HTML. The text is left as it was; a person must shorten or mend it.
package enum HTMLError: Error, Hashable, Sendable {
    /// Longer than this many bytes of UTF-8, before or after the cleaning.
    case tooLarge(limit: Int)
    /// Elements stand within elements more than this many levels deep.
    case tooDeep(limit: Int)
    /// One tag has more than this many attributes.
    case tooManyAttributes(limit: Int)
    /// Reading it would take more memory or time than any article needs: tags that were never closed, by the thousand.
    case tooComplex
}

extension HTMLError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit): "The text is longer than \(limit / 1_048_576) MiB."
        case .tooDeep(let limit): "The text has elements nested more than \(limit) levels deep."
        case .tooManyAttributes(let limit): "The text has a tag with more than \(limit) attributes."
        case .tooComplex: "The text has too many tags that are never closed."
        }
    }
}
