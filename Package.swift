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
        .library(name: "Icebreaker", targets: ["Workflows"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
    ],
    targets: [
        .target(name: "Kernels", exclude: ["README.md"]),
        .target(
            name: "Support", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            exclude: ["README.md"]),
        .target(name: "Algebra", dependencies: ["Kernels"], exclude: ["README.md"]),
        .target(name: "Statistics", dependencies: ["Support", "Algebra"], exclude: ["README.md"]),
        .target(
            name: "Datasets",
            dependencies: [
                "Support", .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
            ], exclude: ["README.md"]),
        .target(
            name: "Tasks",
            dependencies: ["Support", "Datasets", .product(name: "Crypto", package: "swift-crypto")],
            exclude: ["README.md"]),
        .target(
            name: "LatentFactors", dependencies: ["Support", "Algebra", "Datasets", "Tasks"],
            exclude: ["README.md"]),
        .target(
            name: "Preference", dependencies: ["Support", "Algebra", "Datasets", "Tasks"],
            exclude: ["README.md"]),
        .target(
            name: "ClosedForm",
            dependencies: ["Support", "Algebra", "Datasets", "Tasks", "LatentFactors", "Preference"],
            exclude: ["README.md"]),
        .target(
            name: "Elicitation",
            dependencies: ["Support", "Algebra", "Datasets", "Tasks", "LatentFactors", "Preference"],
            exclude: ["README.md"]),
        .target(
            name: "Evaluation",
            dependencies: [
                "Support", "Algebra", "Statistics", "Datasets", "Tasks", "LatentFactors", "Preference",
                "ClosedForm", "Elicitation",
            ], exclude: ["README.md"]),
        .target(
            name: "Study",
            dependencies: [
                "Support", "Statistics", "Datasets", "Elicitation", "Evaluation",
            ], exclude: ["README.md"]),
        .target(
            name: "Storage",
            dependencies: [
                "Support", "Statistics", "Datasets", "Tasks", "Preference", "Elicitation", "Evaluation",
                "Study",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ], exclude: ["README.md"]),
        .target(
            name: "Scaling",
            dependencies: [
                "Support", "Algebra", "Datasets", "Tasks", "Preference", "Elicitation",
                .product(name: "Crypto", package: "swift-crypto"),
            ], exclude: ["README.md"]),
        .target(
            name: "Workflows",
            dependencies: [
                "Support", "Algebra", "Statistics", "Datasets", "Tasks", "LatentFactors", "Preference",
                "Elicitation", "Evaluation", "Study", "Storage", "Scaling",
            ], exclude: ["README.md"]),
        .target(
            name: "Markup", dependencies: ["Support", .product(name: "Mustache", package: "swift-mustache")],
            exclude: ["README.md"]),
        .target(
            name: "Reporting",
            dependencies: [
                "Support", "Statistics", "Datasets", "Tasks", "Preference", "Elicitation", "Evaluation",
                "Storage", "Markup",
            ], exclude: ["README.md"]),
        .target(
            name: "Web",
            dependencies: [
                "Support", "Algebra", "Statistics", "Datasets", "Tasks", "Preference", "Elicitation", "Study",
                "Storage", "Workflows", "Markup",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], exclude: ["README.md"]),
        .executableTarget(
            name: "icebreaker",
            dependencies: [
                "Support", "Statistics", "Datasets", "Tasks", "Preference", "Elicitation", "Evaluation",
                "Study",
                "Storage", "Scaling", "Workflows", "Reporting", "Web",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], exclude: ["README.md"]),
        .executableTarget(
            name: "onboarding-example", dependencies: ["Workflows"], path: "Examples/Onboarding"),
        .target(name: "FMAPeak", path: "Benchmarks/FMAPeak"),
        .executableTarget(
            name: "icebreaker-benchmark",
            dependencies: [
                "Support", "Datasets", "Tasks", "LatentFactors", "Preference", "Elicitation", "Evaluation",
                "Scaling",
                "FMAPeak",
            ],
            path: "Benchmarks/Runner"),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "SupportTests", dependencies: ["Support"], swiftSettings: unoptimised),
        .testTarget(
            name: "KernelsTests",
            dependencies: ["Kernels", "Support", "Algebra"],
            swiftSettings: unoptimised),
        .testTarget(name: "AlgebraTests", dependencies: ["Support", "Algebra"], swiftSettings: unoptimised),
        .testTarget(
            name: "StatisticsTests",
            dependencies: ["Support", "Statistics", "TestSupport"],
            swiftSettings: unoptimised),
        .testTarget(
            name: "DatasetsTests",
            dependencies: ["Support", "Datasets", "TestSupport"],
            swiftSettings: unoptimised),
        .testTarget(
            name: "TasksTests",
            dependencies: [
                "Support", "Datasets", "Tasks", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: unoptimised),
        .testTarget(
            name: "LatentFactorsTests",
            dependencies: ["Support", "Algebra", "Datasets", "Tasks", "LatentFactors", "TestSupport"],
            swiftSettings: unoptimised),
        .testTarget(
            name: "ClosedFormTests",
            dependencies: ["Support", "Algebra", "Datasets", "Tasks", "LatentFactors", "ClosedForm"],
            swiftSettings: unoptimised),
        .testTarget(
            name: "PreferenceTests",
            dependencies: ["Support", "Algebra", "Datasets", "Tasks", "Preference", "TestSupport"],
            swiftSettings: unoptimised),
        .testTarget(
            name: "ElicitationTests",
            dependencies: [
                "Support", "Algebra", "Datasets", "Tasks", "LatentFactors", "Preference", "Elicitation",
                "TestSupport",
            ],
            swiftSettings: unoptimised),
        .testTarget(
            name: "EvaluationTests",
            dependencies: [
                "Support", "Statistics", "Datasets", "Tasks", "LatentFactors", "Preference", "ClosedForm",
                "Elicitation", "Evaluation", "TestSupport",
            ],
            swiftSettings: unoptimised),
        .testTarget(
            name: "StudyTests",
            dependencies: [
                "Support", "Statistics", "Datasets", "Study", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: unoptimised),
        .testTarget(
            name: "StorageTests",
            dependencies: ["Support", "Datasets", "Elicitation", "Study", "Storage", "TestSupport"],
            swiftSettings: unoptimised),
        .testTarget(name: "MarkupTests", dependencies: ["Markup"], swiftSettings: unoptimised),
        .testTarget(
            name: "ReportingTests",
            dependencies: ["Datasets", "Storage", "Reporting", "TestSupport"],
            swiftSettings: unoptimised),
        .testTarget(
            name: "WebTests",
            dependencies: [
                "Support", "Datasets", "Tasks", "Preference", "Elicitation", "Evaluation", "Study", "Storage",
                "Workflows", "Web", "TestSupport",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: unoptimised),
        .testTarget(
            name: "ScalingTests",
            dependencies: ["Support", "Datasets", "Tasks", "Preference", "Elicitation", "Scaling"],
            swiftSettings: unoptimised),
        .testTarget(
            name: "WorkflowsTests",
            dependencies: [
                "Algebra", "Datasets", "Elicitation", "Evaluation", "Storage", "Workflows", "TestSupport",
            ],
            swiftSettings: unoptimised),
        .testTarget(
            name: "IcebreakerTests",
            dependencies: ["icebreaker", "Datasets", "Elicitation", "Storage", "TestSupport"],
            swiftSettings: unoptimised),
    ],
    swiftLanguageModes: [.v6]
)
