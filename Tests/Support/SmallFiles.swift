import Foundation
package import Media

/// The smallest files of their kinds, for uploads whose content does not matter.
package enum SmallFiles {
    /// A GIF of one transparent pixel.
    package static let gif: [UInt8] =
        Array("GIF89a".utf8) + [
            1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x21, 0xF9, 4, 1, 0, 0, 0, 0, 0x2C, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2,
            1, 0x44, 0,
            0x3B,
        ]

    /// A JPEG of one black pixel.
    package static let jpeg: [UInt8] = Array(
        Data(
            base64Encoded: """
                /9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62r\
                Z4C8ybqmx5moq6T/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABv/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8A\
                Mv/Z
                """) ?? Data())

    /// A picture of a width up to 1200, and of about half that height.
    package static func picture(width: Int, _ format: RenditionSpec.Format = .jpeg) async throws -> [UInt8] {
        let workers = TemporaryMagazine.workers
        let drawn = try await workers.draw(ImageCard(headline: "\(width)", magazine: "A picture for a test"))
        return try await workers.render(drawn.bytes, [RenditionSpec(width: width, format: format)])[0].bytes
    }
}
