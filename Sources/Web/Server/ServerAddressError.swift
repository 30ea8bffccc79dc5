import Foundation
import NIOCore

/// The server cannot listen where it was told to.
struct ServerAddressError: Error, CustomStringConvertible {
    let address: String
    let problem: IOError

    var description: String {
        switch problem.errnoCode {
        case EADDRINUSE: "\(address): another program listens here; end it, or give another --port"
        case EACCES: "\(address): you may not listen here; give a --port of 1024 or more"
        case EADDRNOTAVAIL: "\(address): this machine has no such address; give another --host"
        default: "\(address): the server cannot listen here (\(problem)); give another --host or --port"
        }
    }
}
