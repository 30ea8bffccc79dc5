// Instantiates the kernels of one instruction set for float and double. Included with
//   ISA          the name of the instruction set
//   BYTES        the width of a vector
//   ROWS         rows of a register tile, VECTORS its vectors
#include <math.h>
#include <stdint.h>

#define INLINE static inline __attribute__((always_inline))
#define JOIN_(a, b, c) a##_##b##_##c
#define JOIN(a, b, c) JOIN_(a, b, c)

#define T float
#define LANES (BYTES / 4)
#define FN(name) JOIN(name, ISA, f32)
#define TABLE JOIN(table, ISA, f32)
#define TABLE_TYPE icebreaker_kernels_f32
#define SQRT sqrtf
#include "KernelBody.h"
#undef T
#undef LANES
#undef FN
#undef TABLE
#undef TABLE_TYPE
#undef SQRT

#define T double
#define LANES (BYTES / 8)
#define FN(name) JOIN(name, ISA, f64)
#define TABLE JOIN(table, ISA, f64)
#define TABLE_TYPE icebreaker_kernels_f64
#define SQRT sqrt
#include "KernelBody.h"
#undef T
#undef LANES
#undef FN
#undef TABLE
#undef TABLE_TYPE
#undef SQRT
#undef INLINE
