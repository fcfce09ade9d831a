import Content
import Storage

/// The forms of pictures that readers of the newest articles ask for first: those on cards, then those above the articles.
struct FirstPictures {
    let library: Library

    /// Two front pages of twelve.
    static let articles: Int64 = 24

    func forms() throws -> [PictureAnswer] {
        // What is not published stands in no listing.
        let pictures = try library.listing(.front, page: 1, size: FirstPictures.articles).cards.compactMap { $0.picture?.image }
        var forms: [PictureAnswer] = []
        var seen: Set<PictureAnswer> = []
        for place in [PictureForms.Place.card, .lead] {
            for picture in pictures {
                guard let image = try library.image(named: picture.name) else { continue }
                for key in PictureForms(picture, in: place, home: "/").first {
                    let form = PictureAnswer(
                        digest: image.digest, mediaType: image.mediaType, key: key, modifiedAt: Timestamp(stored: 0),
                        isImmutable: true, name: "")
                    if seen.insert(form).inserted { forms.append(form) }
                }
            }
        }
        return forms
    }
}
