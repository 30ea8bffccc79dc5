// AVX2+FMA: the same source as the baseline, compiled for wider vectors.
#include "Internal.h"

#if defined(__x86_64__)
#include <math.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define ISA avx2
#define BYTES 32
#define ROWS 6
#define VECTORS 2
#include "InstructionSet.h"
#pragma clang attribute pop

const icebreaker_kernels icebreaker_kernels_avx2 = {.name = "avx2", .f32 = table_avx2_f32, .f64 = table_avx2_f64};
#endif
