#ifndef ICEBREAKER_KERNELS_INTERNAL_H
#define ICEBREAKER_KERNELS_INTERNAL_H

#include "Kernels.h"

// One table per instruction set, each in a file of its own.
extern const icebreaker_kernels icebreaker_kernels_plain;
#if defined(__x86_64__)
extern const icebreaker_kernels icebreaker_kernels_avx2;
extern const icebreaker_kernels icebreaker_kernels_avx512;
#endif

#endif
