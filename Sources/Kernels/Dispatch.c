#include "Internal.h"

// The instruction sets that this processor supports, best first.
static size_t supported(const icebreaker_kernels *sets[3]) {
    size_t count = 0;
#if defined(__x86_64__)
    __builtin_cpu_init();
    const int fused = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (fused && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw"))
        sets[count++] = &icebreaker_kernels_avx512;
    if (fused) sets[count++] = &icebreaker_kernels_avx2;
#endif
    sets[count++] = &icebreaker_kernels_plain;
    return count;
}

icebreaker_kernels icebreaker_kernels_best(void) {
    const icebreaker_kernels *sets[3];
    supported(sets);
    return *sets[0];
}

size_t icebreaker_kernels_count(void) {
    const icebreaker_kernels *sets[3];
    return supported(sets);
}

const icebreaker_kernels *icebreaker_kernels_at(size_t index) {
    const icebreaker_kernels *sets[3];
    return index < supported(sets) ? sets[index] : NULL;
}
