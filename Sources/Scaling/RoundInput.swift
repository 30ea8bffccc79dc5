import Foundation

/// What a worker of a round reads: the state that the round begins with, and its shard of tasks.
package struct RoundInput: Sendable {
    /// The state's file.
    package let state: Data
    /// The lines of the shard.
    package let shard: Data

    /// - Parameters:
    ///   - input: the lines of the shard, with the state's file in base 64 in a line before them where
    ///     `state` is `nil`.
    ///   - state: the state's file, where it is kept elsewhere.
    ///   - file: what to call the input in an error.
    /// - Throws: ``ShardError`` when the first line should be a state and is not.
    package init(_ input: Data, state: Data?, file: String) throws(ShardError) {
        if let state {
            (self.state, shard) = (state, input)
            return
        }
        let length = input.withUnsafeBytes { $0.firstIndex(of: UInt8(ascii: "\n")) } ?? input.count
        guard let state = Data(base64Encoded: input.prefix(length)), !state.isEmpty else {
            throw ShardError(
                file: file, line: 1, problem: "it does not begin with a state in base 64",
                fix:
                    "put `base64 -w0` of the state and a line feed before the shard, or name the file with --state"
            )
        }
        self.state = state
        shard = Data(input.dropFirst(length + 1))
    }
}
