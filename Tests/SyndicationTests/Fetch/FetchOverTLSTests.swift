import Foundation
import TestSupport
import Testing

@testable import Syndication

/// A server of Python's on loopback that speaks TLS under a certificate for `old.example` that nobody vouches for.
private final class TLSServer {
    let folder: TemporaryFolder
    private let process = Process()
    private(set) var port = 0

    static let tools = ["/usr/bin/openssl", "/usr/bin/python3"]
    static let isPossible = tools.allSatisfy(FileManager.default.isExecutableFile(atPath:))

    private static let script = """
        import http.server, ssl, sys
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"by TLS")
            def log_message(self, *words): pass
        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    init() throws {
        folder = try TemporaryFolder()
        let maker = Process()
        maker.executableURL = URL(filePath: TLSServer.tools[0])
        maker.arguments = [
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=old.example", "-addext",
            "subjectAltName=DNS:old.example", "-keyout", folder["key.pem"], "-out", folder["certificate.pem"],
        ]
        maker.standardError = FileHandle.nullDevice
        try maker.run()
        maker.waitUntilExit()
        let output = Pipe()
        process.executableURL = URL(filePath: TLSServer.tools[1])
        process.arguments = ["-c", TLSServer.script, folder["certificate.pem"], folder["key.pem"]]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        var line = ""
        while !line.hasSuffix("\n") {
            let bytes = output.fileHandleForReading.availableData
            if bytes.isEmpty { break }
            line += String(decoding: bytes, as: UTF8.self)
        }
        port = Int(line.dropLast()) ?? 0
    }

    deinit { process.terminate() }

    func settings(certificates: String?) -> FetchSettings {
        var settings = FetchSettings(userAgent: "Test/1")
        settings.hostMap = ["old.example": "127.0.0.1:\(port)", "other.example": "127.0.0.1:\(port)"]
        settings.certificates = certificates
        return settings
    }
}

@Suite("Fetching over TLS", .enabled(if: TLSServer.isPossible, "needs openssl and python3"))
struct FetchOverTLSTests {
    @Test("a certificate that nobody vouches for is not trusted, nor one for another name")
    func untrusted() throws {
        let server = try TLSServer()
        #expect(throws: FetchError.untrusted(host: "old.example")) {
            try Fetcher(server.settings(certificates: nil)).fetch("https://old.example/a")
        }
        let fetcher = try Fetcher(server.settings(certificates: server.folder["certificate.pem"]))
        #expect(throws: FetchError.untrusted(host: "other.example")) { try fetcher.fetch("https://other.example/a") }
        #expect(try fetcher.fetch("https://old.example/a").bytes == Array("by TLS".utf8))
    }
}
