import Foundation
import Hummingbird
import NIOCore
import Storage
import TestSupport
import Testing

@testable import Web

/// A client may end its half as soon as it has asked (`printf … | nc -N`), and read as slowly as it likes within the limits.
@Suite("Clients that have said all they will say")
struct HalfClosedTests {
    private static let size = 6_000_000

    /// Reads with pauses, so that the server has far more to send than the kernel takes.
    private static func slowly(_ connection: RawConnection) -> [UInt8] {
        for _ in 0..<10 {
            connection.pause(milliseconds: 20)
            connection.take(20_000)
        }
        return connection.rest()
    }

    @Test(
        "an answer arrives whole at a client that has closed its half, whatever it reads slowly",
        arguments: [
            "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.0\r\n\r\n",
        ])
    func whole(request: String) async throws {
        let large = ByteBuffer(repeating: 97, count: Self.size)
        let received = try await TestServer.run(answering: { _, _ in Response(status: .ok, body: .init(byteBuffer: large)) }) {
            server in
            try await withRawConnection(server.port, receiveBuffer: 8192) { connection in
                connection.send(request)
                connection.endSending()
                return Self.slowly(connection)
            }
        }
        let answer = RawAnswer.parse(received)
        #expect(answer?.0.body.count == Self.size && answer?.length == received.count, "\(received.count)")
    }

    @Test(
        "pages from memory and files arrive whole as well, one and several behind each other, and the connection is closed then")
    func kept() async throws {
        let magazine = try TemporaryMagazine()
        let words = String(repeating: "All the words of the harbour, and then some. ", count: 20_000)
        try magazine.folder.write(words, to: "uploads/2020/01/large.txt")
        let body = (0..<100).map { "<p>\($0) \(words.prefix(9000))</p>\n" }.joined()
        try await magazine.importing(
            WXRText([.post(7, "Long", body: body), .attachment(5, "large.txt")]).text, uploads: magazine.folder["uploads"])
        try magazine.close()
        try await ServingProcess.run(magazine.directory.path) { server in
            let page = try #require(try await server.get("/2020/01/item-7/"))
            #expect(page.status == 200 && page.body.count > 800_000)
            for (path, body) in [("/2020/01/item-7/", page.text), ("/wp-content/uploads/2020/01/large.txt", words)] {
                for count in [1, 3] {
                    let received = try await withRawConnection(server.port, receiveBuffer: 8192) { connection in
                        connection.send(String(repeating: "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n", count: count))
                        connection.endSending()
                        let received = Self.slowly(connection)
                        return connection.isClosed ? received : []
                    }
                    var rest = received[...]
                    for number in 1...count {
                        let (answer, length) = try #require(RawAnswer.parse(Array(rest)), "\(path), \(number) of \(count)")
                        #expect(answer.status == 200 && answer.text == body, "\(path), \(number) of \(count)")
                        rest = rest.dropFirst(length)
                    }
                    #expect(rest.isEmpty)
                }
            }
        }
    }

    @Test("a page that is on its way when the server is told to stop arrives whole")
    func stopping() async throws {
        let magazine = try TemporaryMagazine()
        let body = String(repeating: "<p>All the words of the harbour, and then some.</p>\n", count: 20_000)
        try await magazine.importing(WXRText([.post(7, "Long", body: body)]).text)
        try magazine.close()
        let process = try await ServingProcess.run(magazine.directory.path) { server in
            let page = try #require(try await server.get("/2020/01/item-7/"))
            for end in ["", "Connection: close\r\n"] {
                let process = server.process
                let received = try await withRawConnection(server.port, receiveBuffer: 8192) { connection in
                    connection.send("GET /2020/01/item-7/ HTTP/1.1\r\nHost: x\r\n\(end)\r\n")
                    connection.take(1000)
                    // The first is from memory, with a connection that could go on.
                    if end.isEmpty { process.send(SIGTERM) }
                    connection.pause(milliseconds: 200)
                    return Self.slowly(connection)
                }
                #expect(RawAnswer.parse(received)?.0.text == page.text, "\(received.count) of \(page.body.count)")
                break
            }
            return server.process
        }
        #expect(await process.ending().code == 0)
    }
}
