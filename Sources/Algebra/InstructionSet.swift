import Kernels

/// The processor's instruction set that the inner loops are made for; between two sets the last bits of a
/// result may differ.
package enum InstructionSet {
    /// The name, such as `avx512`.
    package static var name: String { String(cString: icebreaker_kernels_best().name) }
}
