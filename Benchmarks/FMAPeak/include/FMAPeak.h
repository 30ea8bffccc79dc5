#ifndef FMA_PEAK_H
#define FMA_PEAK_H

/// Runs `rounds` rounds of independent float multiply-adds in registers and returns how many floating-point operations
/// that was: 2 a lane. The widest instruction set of the processor is used.
double fma_peak_operations(long rounds);

/// The instruction set that `fma_peak_operations` uses.
const char *fma_peak_name(void);

#endif
