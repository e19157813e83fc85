// The public kernels, each calling the function of the instruction level in use.
#include "levels/table.h"

#include <stdatomic.h>
#include <stdio.h>
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

static const char *const level_names[] = {"baseline", "avx2", "avx512"};

/// The supported level of a name. Ends the process where there is none.
static kernel_level level_named(const char *name, kernel_level supported) {
  for (int level = 0; level <= (int)supported; level++)
    if (strcmp(name, level_names[level]) == 0) return (kernel_level)level;
  fprintf(stderr, "ROLLOUT_INSTRUCTION_LEVEL is \"%s\"; this processor has: ", name);
  for (int level = 0; level <= (int)supported; level++)
    fprintf(stderr, "%s%s", level_names[level], level < (int)supported ? ", " : "\n");
  abort();
}

/// Chooses the level before anything else runs: what the environment names, or the highest where it names nothing.
__attribute__((constructor)) static void choose_level(void) {
  const kernel_level supported = kernel_level_supported();
  const char *name = getenv("ROLLOUT_INSTRUCTION_LEVEL");
  const bool is_named = name != NULL && name[0] != '\0';
  kernel_level_force(is_named ? level_named(name, supported) : supported);
}
