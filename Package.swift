// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "stet",
    dependencies: [
        // The best-kept Swift SQLite library: pool, WAL, statement cache. The engine, not a record layer.
        .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
        // The HTTP server: structured concurrency end to end, small.
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        // Sockets and event loops below Hummingbird: our connection limits and file bodies are written against them.
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        // The bridge from NIO's HTTP/1 parts to those types, as Hummingbird itself uses it.
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        // Header fields and methods, the types Hummingbird speaks.
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        // Start and graceful shutdown of the server's parts, in order.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
        // The command line: parsing, help, errors.
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        // One way to log for us and all we use.
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        // SHA-256 for content addresses; passwords and tokens later. Apple's primitives.
        .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
        // YAML front matter of Markdown folders: libyaml, the reference parser.
        .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    ],
    targets: [
        // HTML by the standard's own algorithm.
        .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"])]),
        // The reference implementation of GitHub-flavoured Markdown.
        .systemLibrary(
            name: "CMarkGFM", providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
        // PostgreSQL's reference client, for magazines whose data is on a server.
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        // Pictures: what sharp and others run on, a fraction of ImageMagick's time and memory.
        .systemLibrary(name: "CVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
        // Fetching, and later mail and S3: addresses can be checked when connecting.
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        // Pages are packed once and sent often: the reference encoder, and the fastest one for gzip.
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        // The default theme, in the binary.
        .target(name: "CAssets"),
        .target(name: "Content", dependencies: ["CGumbo", "CMarkGFM"]),
        .target(
            name: "Storage",
            dependencies: [
                "Content", "CPostgres", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(
            name: "Media",
            dependencies: ["Content", "CVips", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "Editorial",
            dependencies: [
                "Content", "Storage", "Media", "Yams", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "Site",
            dependencies: ["Content", "Storage", "CAssets", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Syndication", dependencies: ["Content", "CCurl"]),
        .target(
            name: "Web",
            dependencies: [
                "CBrotli", "CDeflate", "Content", "Storage", "Media", "Editorial", "Site", "Syndication",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .executableTarget(
            name: "stet",
            dependencies: [
                "Content", "Storage", "Media", "Editorial", "Site", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),

        // What several test targets need: a server on a free port, raw sockets, the material beside the project.
        .target(
            name: "TestSupport",
            dependencies: [
                "Content", "Storage", "Media", "Editorial", "Site", "Web",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ],
            path: "Tests/Support"),
        .testTarget(name: "ContentTests", dependencies: ["Content", "CGumbo", "TestSupport"]),
        .testTarget(name: "StorageTests", dependencies: ["Content", "Storage", "TestSupport"]),
        .testTarget(name: "EditorialTests", dependencies: ["Content", "Storage", "Media", "Editorial", "TestSupport"]),
        .testTarget(name: "SyndicationTests", dependencies: ["Syndication", "CCurl", "TestSupport"]),
        .testTarget(name: "MediaTests", dependencies: ["Content", "Media", "TestSupport"]),
        .testTarget(
            name: "SiteTests", dependencies: ["Content", "Storage", "Editorial", "Site", "TestSupport"], exclude: ["Expected"]),
        // What the documents say is held against the program; they run its binary.
        .testTarget(name: "DocumentationTests", dependencies: ["Content", "Storage", "Site", "stet"]),
        // Independent judges look at magazines that are served; each is called by a script in Python.
        .testTarget(
            name: "JudgeTests", dependencies: ["TestSupport", "stet"],
            exclude: ["Judges", "requirements.txt"]),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Content", "Storage", "Media", "Editorial", "Site", "Web", "TestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
    ]
)

// `package` access only, so that the compiler tells what is unused, and Swift's coming defaults from the first day.
for target in package.targets where [.regular, .executable, .test].contains(target.type) && target.name != "CAssets" {
    target.swiftSettings = [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    ]
}
