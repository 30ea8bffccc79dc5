// AVX-512: the same source as the baseline, compiled for wider vectors.
#include "Internal.h"

#if defined(__x86_64__)
#include <math.h>
#pragma clang attribute push(__attribute__((target("avx512f,avx512dq,avx512vl,avx512bw,avx2,fma"))), apply_to = function)
#define ISA avx512
#define BYTES 64
#define ROWS 6
#define VECTORS 4
#include "InstructionSet.h"
#pragma clang attribute pop

const icebreaker_kernels icebreaker_kernels_avx512 = {.name = "avx512", .f32 = table_avx512_f32, .f64 = table_avx512_f64};
#endif
