// What the processor could do at most: multiply-adds that wait for nothing but a register of their own.
#include "FMAPeak.h"

#if defined(__x86_64__)
#include <immintrin.h>

// 12 chains cover a latency of 4 cycles on 2 units with room to spare, and leave registers for the factors.
#define CHAINS 12
static volatile float sink;

__attribute__((target("avx512f"))) static double run_avx512(long rounds) {
    __m512 sums[CHAINS];
    const __m512 a = _mm512_set1_ps(0.999f), b = _mm512_set1_ps(1e-3f);
    for (int i = 0; i < CHAINS; i++) sums[i] = _mm512_set1_ps((float)i);
    for (long round = 0; round < rounds; round++) {
#pragma unroll
        for (int i = 0; i < CHAINS; i++) sums[i] = _mm512_fmadd_ps(sums[i], a, b);
    }
    for (int i = 0; i < CHAINS; i++) sink = _mm512_reduce_add_ps(sums[i]);
    return 2.0 * 16 * CHAINS * (double)rounds;
}

__attribute__((target("avx2,fma"))) static double run_avx2(long rounds) {
    __m256 sums[CHAINS];
    const __m256 a = _mm256_set1_ps(0.999f), b = _mm256_set1_ps(1e-3f);
    for (int i = 0; i < CHAINS; i++) sums[i] = _mm256_set1_ps((float)i);
    for (long round = 0; round < rounds; round++) {
#pragma unroll
        for (int i = 0; i < CHAINS; i++) sums[i] = _mm256_fmadd_ps(sums[i], a, b);
    }
    for (int i = 0; i < CHAINS; i++) {
        float lanes[8];
        _mm256_storeu_ps(lanes, sums[i]);
        sink = lanes[0];
    }
    return 2.0 * 8 * CHAINS * (double)rounds;
}

double fma_peak_operations(long rounds) {
    if (__builtin_cpu_supports("avx512f")) return run_avx512(rounds);
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return run_avx2(rounds);
    return 0;
}

const char *fma_peak_name(void) {
    if (__builtin_cpu_supports("avx512f")) return "avx512";
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return "avx2";
    return "unknown";
}
#else
double fma_peak_operations(long rounds) { (void)rounds; return 0; }
const char *fma_peak_name(void) { return "unknown"; }
#endif
