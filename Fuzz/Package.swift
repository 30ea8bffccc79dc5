// swift-tools-version: 6.1
import PackageDescription

// Targets for libFuzzer, a package of its own so that the main one builds without them. `scripts/fuzz` builds and runs them.
let package = Package(
    name: "icebreaker-fuzz",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "icebreaker", path: ".."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    ],
    targets: [
        .target(name: "LibFuzzer"),
        .executableTarget(
            name: "Fuzz",
            dependencies: [
                "LibFuzzer",
                .product(name: "Icebreaker", package: "icebreaker"),
                .product(name: "IcebreakerWeb", package: "icebreaker"),
                .product(name: "Hummingbird", package: "hummingbird"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
