// The baseline of the platform: SSE2 on x86-64, NEON on arm64. The vectors are the compiler's, so any other works too.
#include "Internal.h"
#include <math.h>

#define ISA plain
#define BYTES 16
#define ROWS 4
#define VECTORS 2
#include "InstructionSet.h"

const icebreaker_kernels icebreaker_kernels_plain = {.name = "baseline", .f32 = table_plain_f32, .f64 = table_plain_f64};

