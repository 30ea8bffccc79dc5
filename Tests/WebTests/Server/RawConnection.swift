import Foundation
import Testing

/// A socket without any HTTP client's care.
final class RawConnection: Sendable {
    private let descriptor: Int32

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        var patience = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        try #require(status == 0)
    }

    deinit { close(descriptor) }

    /// Whether the server still takes what is sent.
    func send(_ text: String) -> Bool {
        Array(text.utf8).withUnsafeBytes {
            Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        } > 0
    }

    /// All that comes until the server closes, waited for beside the threads that answer.
    func receive() async -> String {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: self.wait()) }
        }
    }

    private func wait() -> String {
        var (all, part) = ([UInt8](), [UInt8](repeating: 0, count: 65_536))
        while case let count = recv(descriptor, &part, part.count, 0), count > 0 {
            all.append(contentsOf: part[..<count])
        }
        return String(decoding: all, as: UTF8.self)
    }
}
