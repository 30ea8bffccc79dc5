import Foundation
import Logging
import ServiceLifecycle
import Storage
import UnixSignals

/// Lets requests that wait for another process's lock end as soon as the server is told to: they are refused,
/// and who sent them may send them again.
struct WaitEnding: Service, CustomStringConvertible {
    let description = "end of waits"
    let store: StudyStore

    func run() async throws {
        try await gracefulShutdown()
        store.endWaits()
    }
}

/// Ends the process at once when it is told to end a second time (SIGTERM, Ctrl-C). Nothing is lost by that:
/// what was acknowledged is on the disk.
struct SecondSignal: Service, CustomStringConvertible {
    let description = "second signal"
    let logger: Logger

    func run() async throws {
        await cancelWhenGracefulShutdown {
            var isFirst = true
            for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint) {
                if isFirst {
                    isFirst = false
                    continue
                }
                logger.warning("ended at once, since told to a second time")
                // As a shell reports a program that a signal ended.
                exit(128 + signal.rawValue)
            }
        }
    }
}
