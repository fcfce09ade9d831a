/// A form of a picture, made.
package struct RenderedImage: Sendable, Equatable {
    package var bytes: [UInt8]
    package var format: ImageFormat
    package var width: Int
    package var height: Int
    package var frames: Int
}
