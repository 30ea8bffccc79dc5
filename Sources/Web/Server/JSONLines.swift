import Foundation
import Logging
import Support
import Synchronization

/// Writes what is logged as one JSON object a line: `time`, `level`, `message`, then what is known besides.
package struct JSONLines: LogHandler {
    /// What every line has besides.
    package var metadata: Logger.Metadata = [:]
    /// What matters enough to be written.
    package var logLevel: Logger.Level
    private let output: Output

    /// Logs to a file.
    /// - Parameters:
    ///   - level: what matters enough to be written.
    ///   - file: an open file.
    package init(level: Logger.Level, file: FileHandle = .standardError) {
        logLevel = level
        output = Output(file)
    }

    /// One of the things that every line has.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes a line.
    package func log(event: LogEvent) {
        var line = JSONText()
        line.raw("{\"time\":")
        line.string(Self.time(Date().timeIntervalSince1970))
        line.raw(",\"level\":")
        line.string(event.level.rawValue)
        line.raw(",\"message\":")
        line.string(event.message.description)
        append(metadata, besides: event.metadata, to: &line)
        if let metadata = event.metadata { append(metadata, to: &line) }
        line.raw("}\n")
        output.write(line)
    }

    private func append(
        _ metadata: Logger.Metadata, besides other: Logger.Metadata? = nil, to line: inout JSONText
    ) {
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where other?[key] == nil {
            line.raw(",")
            line.string(key == "hb.request.id" ? "request" : key)
            line.raw(":")
            append(value, to: &line)
        }
    }

    private func append(_ value: Logger.MetadataValue, to line: inout JSONText) {
        switch value {
        case .stringConvertible(let number as Int): line.integer(number)
        case .stringConvertible(let number as Double): line.number(number)
        default: line.string(value.description)
        }
    }

    /// UTC with milliseconds, as in RFC 3339.
    private static func time(_ seconds: Double) -> String {
        var whole = time_t(seconds.rounded(.down))
        var parts = tm()
        gmtime_r(&whole, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let milliseconds = String(1000 + Int((seconds - Double(whole)) * 1000)).dropFirst()
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T\(two(parts.tm_hour)):"
            + "\(two(parts.tm_min)):\(two(parts.tm_sec)).\(milliseconds)Z"
    }
}

/// A file to which whole lines go, one after another. A full disk or a closed pipe loses lines and stops
/// nothing.
private final class Output: Sendable {
    private let file: Mutex<FileHandle>

    init(_ file: FileHandle) { self.file = Mutex(file) }

    func write(_ line: JSONText) {
        file.withLock { file in
            _ = line.bytes.withUnsafeBytes { Foundation.write(file.fileDescriptor, $0.baseAddress, $0.count) }
        }
    }
}
