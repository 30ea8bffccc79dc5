// swift-tools-version: 6.1
import PackageDescription

// Optimising the tests themselves takes as long as compiling all they test; what they test is optimised.
let unoptimised: [SwiftSetting] = [.unsafeFlags(["-Onone"], .when(configuration: .release))]

// The targets stand in the order in which data walks through them; each may depend
// only on those above it. The pure ones know no database, HTTP or clock.
let package = Package(
    name: "icebreaker",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "icebreaker", targets: ["icebreaker"]),
        .library(
            name: "Icebreaker", targets: ["Datasets", "Tasks", "Preference", "Elicitation", "Evaluation", "Study", "Storage"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        .target(name: "Kernels"),
        .target(
            name: "Datasets",
            dependencies: [.product(name: "Crypto", package: "swift-crypto"), .product(name: "Yams", package: "Yams")]),
        .target(name: "Tasks", dependencies: ["Datasets", .product(name: "Crypto", package: "swift-crypto")]),
        .target(name: "Preference", dependencies: ["Kernels", "Datasets", "Tasks"]),
        .target(name: "Elicitation", dependencies: ["Datasets", "Tasks", "Preference"]),
        .target(name: "Evaluation", dependencies: ["Datasets", "Tasks", "Preference", "Elicitation"]),
        .target(name: "Study", dependencies: ["Datasets", "Evaluation", .product(name: "Crypto", package: "swift-crypto")]),
        .target(
            name: "Storage",
            dependencies: [
                "Datasets", "Tasks", "Preference", "Elicitation", "Evaluation", "Study",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        .target(name: "Markup", dependencies: ["Datasets", .product(name: "Mustache", package: "swift-mustache")]),
        .target(
            name: "Reporting",
            dependencies: ["Datasets", "Tasks", "Preference", "Elicitation", "Evaluation", "Storage", "Markup"]),
        .target(
            name: "Web",
            dependencies: [
                "Datasets", "Tasks", "Preference", "Elicitation", "Evaluation", "Study", "Storage", "Markup",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "Scaling",
            dependencies: ["Datasets", "Tasks", "Preference", "Elicitation", .product(name: "Crypto", package: "swift-crypto")]),
        .executableTarget(
            name: "icebreaker",
            dependencies: [
                "Datasets", "Tasks", "Preference", "Elicitation", "Evaluation", "Study", "Storage", "Reporting", "Web",
                "Scaling",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "FMAPeak", path: "Benchmarks/FMAPeak"),
        .executableTarget(
            name: "icebreaker-benchmark",
            dependencies: ["Datasets", "Tasks", "Preference", "Elicitation", "Evaluation", "Scaling", "FMAPeak"],
            path: "Benchmarks/Runner"),
        .target(name: "TestSupport", dependencies: ["Datasets"], path: "Tests/TestSupport"),
        .testTarget(name: "KernelsTests", dependencies: ["Kernels", "Datasets"], swiftSettings: unoptimised),
        .testTarget(name: "DatasetsTests", dependencies: ["Datasets", "TestSupport"], swiftSettings: unoptimised),
        .testTarget(
            name: "TasksTests", dependencies: ["Tasks", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: unoptimised),
        .testTarget(name: "PreferenceTests", dependencies: ["Preference", "TestSupport"], swiftSettings: unoptimised),
        .testTarget(name: "ElicitationTests", dependencies: ["Elicitation", "TestSupport"], swiftSettings: unoptimised),
        .testTarget(name: "EvaluationTests", dependencies: ["Evaluation", "TestSupport"], swiftSettings: unoptimised),
        .testTarget(
            name: "StudyTests",
            dependencies: ["Study", "Evaluation", "TestSupport", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: unoptimised),
        .testTarget(name: "StorageTests", dependencies: ["Storage", "TestSupport"], swiftSettings: unoptimised),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"], swiftSettings: unoptimised),
        .testTarget(name: "ReportingTests", dependencies: ["Reporting", "TestSupport"], swiftSettings: unoptimised),
        .testTarget(
            name: "WebTests",
            dependencies: ["Web", "TestSupport", .product(name: "HummingbirdTesting", package: "hummingbird")],
            swiftSettings: unoptimised),
        .testTarget(name: "ScalingTests", dependencies: ["Elicitation", "Scaling", "TestSupport"], swiftSettings: unoptimised),
        .testTarget(name: "IcebreakerTests", dependencies: ["icebreaker", "TestSupport"], swiftSettings: unoptimised),
    ],
    swiftLanguageModes: [.v6]
)
