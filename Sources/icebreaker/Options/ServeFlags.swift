import ArgumentParser
import Logging
import Web

extension Logger.Level: @retroactive ExpressibleByArgument {}

/// The flags of `icebreaker serve`.
struct ServeFlags: ParsableArguments {
    @Option(name: .long, help: "The address to listen at.")
    var host = "127.0.0.1"
    @Option(name: .long, help: "The port; 0 for any that is free.")
    var port = 8080
    @Option(
        name: .long,
        help:
            "The model to serve, by number or name. Default: always the latest that was fitted on everything, else the latest."
    )
    var model: String?
    @Option(name: .long, help: "The list to serve, by number or name. Default: always the one made last.")
    var list: String?
    @Option(name: .long, help: "How many seconds to wait between two looks for a new model, list or key.")
    var reloadEvery = 5.0
    @Option(
        name: .long,
        help:
            "The file of the secret that signs links, made if absent. Default: $ICEBREAKER_SECRET, else WORKSPACE.secret.",
        completion: .file())
    var secretFile: String?
    @Flag(
        name: .long,
        help: "Let programs on this machine use the API without a key; for a loopback --host only.")
    var open = false
    @Flag(name: .long, help: "Serve a page at /demo that shows what a few taps change; it needs no key.")
    var demo = false
    @Option(
        name: .long,
        help: ArgumentHelp(
            "An origin whose pages may read the API's answers, such as https://shop.example; may be repeated.",
            valueName: "origin"))
    var cors: [String] = []
    @Option(
        name: .long,
        help: ArgumentHelp("A CSS file for the look of the onboarding pages.", valueName: "file"),
        completion: .file(extensions: ["css"]))
    var brand: String?
    @Option(name: .long, help: "How many requests a second a key may make; 0 for any number.")
    var rateLimit = 1000.0
    @Option(name: .long, help: "How many requests are answered at the same time; more are refused.")
    var maxRequests = 1024
    @Option(name: .long, help: "The most bytes of a request's body.")
    var bodyLimit = 64 * 1024
    @Option(name: .long, help: "How many seconds a client may take for sending a request.")
    var timeout = 10.0
    @Option(name: .long, help: "What is logged: trace, debug, info, notice, warning, error or critical.")
    var logLevel: Logger.Level = .info

    func validate() throws {
        func check(_ flag: String, _ value: some Comparable, _ holds: Bool, _ range: String) throws {
            guard holds else { throw ValidationError("--\(flag) must be \(range); it is \(value).") }
        }
        try check("port", port, (0...65_535).contains(port), "from 0 to 65535")
        try check(
            "reload-every", reloadEvery, reloadEvery >= 0.1 && reloadEvery <= 86_400, "from 0.1 to 86400")
        try check("rate-limit", rateLimit, rateLimit >= 0 && rateLimit <= 1e9, "from 0 to 1000000000")
        try check("max-requests", maxRequests, (1...1_000_000).contains(maxRequests), "from 1 to 1000000")
        try check("body-limit", bodyLimit, (1024...1 << 30).contains(bodyLimit), "from 1024 to 1073741824")
        try check("timeout", timeout, timeout >= 0.1 && timeout <= 3600, "from 0.1 to 3600")
        if let fault = cors.lazy.compactMap(PageOrigin.fault).first { throw ValidationError(fault) }
        guard !open || ServerOptions.isLoopback(host) else {
            throw ValidationError(
                "--open lets everybody in who reaches \(host); make keys, or listen at 127.0.0.1.")
        }
    }

    /// Where the server listens and what it allows.
    /// - Throws: `BrandStyleError`.
    func options() throws -> ServerOptions {
        var options = ServerOptions()
        options.origins = Set(cors)
        options.brand = try brand.map { try BrandStyle(file: $0) }
        (options.host, options.port) = (host, port)
        (options.bodyLimit, options.timeout) = (bodyLimit, timeout)
        (options.rateLimit, options.requestLimit) = (rateLimit, maxRequests)
        (options.isOpen, options.hasDemo) = (open, demo)
        return options
    }
}
