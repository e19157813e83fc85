// The public kernels, each calling the function of the instruction level in use.
#include "levels/table.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static _Atomic(const struct kernel_table *) table_in_use = &kernels_baseline;
static _Atomic(kernel_level) level_in_use = kernel_level_baseline;

#define KERNEL_CALL(result, name, parameters, arguments) \
  result kernel_##name parameters { \
    return atomic_load_explicit(&table_in_use, memory_order_relaxed)->name arguments; \
  }
EACH_KERNEL(KERNEL_CALL)

static const struct kernel_table *table_of(kernel_level wanted) {
  switch (wanted) {
#if defined(__x86_64__)
    case kernel_level_avx512: return &kernels_avx512;
    case kernel_level_avx2: return &kernels_avx2;
#endif
    default: return &kernels_baseline;
  }
}

kernel_level kernel_level_supported(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  bool avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
  bool avx512 = avx2 && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
    && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
  return avx512 ? kernel_level_avx512 : avx2 ? kernel_level_avx2 : kernel_level_baseline;
#else
  return kernel_level_baseline;
#endif
}

kernel_level kernel_level_in_use(void) { return atomic_load(&level_in_use); }

bool kernel_level_force(kernel_level wanted) {
  if (wanted < kernel_level_baseline || wanted > kernel_level_supported()) return false;
  atomic_store(&table_in_use, table_of(wanted));
  atomic_store(&level_in_use, wanted);
  return true;
}

/// The level of a name in the environment; the highest for any other name, or none.
static kernel_level level_named(const char *name) {
  if (name != NULL && strcmp(name, "baseline") == 0) return kernel_level_baseline;
  if (name != NULL && strcmp(name, "avx2") == 0) return kernel_level_avx2;
  return kernel_level_avx512;
}

/// Chooses the level before anything else runs.
__attribute__((constructor)) static void choose_level(void) {
  kernel_level supported = kernel_level_supported();
  kernel_level named = level_named(getenv("ROLLOUT_INSTRUCTION_LEVEL"));
  kernel_level_force(named < supported ? named : supported);
}
